/**
 * The versioned codec between a list of panes and the URL's hash.
 *
 *   #v=1&bf=5&r=2            one pane; what equals its default is left out
 *   #v=1&bf=5&2.net=rnn      a second pane, stored as its differences from the first
 *   #v=1&bf=5&panes=2        a second pane that has none
 */
import type { SettingKey, Settings } from './settings';
import { DEFAULTS, SETTING_KEYS, SPECS } from './specs';
import { formatSetting, parseSetting } from './validate';

export const LINK_VERSION = 1;
const MOST_PANES = 2;

/** `UPGRADERS[k]` turns the parameters of version k + 1 into those of version k + 2. */
const UPGRADERS: readonly ((parameters: URLSearchParams) => URLSearchParams)[] = [];
if (UPGRADERS.length !== LINK_VERSION - 1)
  throw new Error(`link version ${LINK_VERSION} has no upgrader for each older version`);

export interface DecodedLink {
  readonly panes: readonly [Settings] | readonly [Settings, Settings];
  /** One sentence for each thing in the link that could not be used. */
  readonly notices: readonly string[];
}

const KEY_OF = new Map<string, SettingKey>(SETTING_KEYS.map((key) => [SPECS[key].urlKey, key]));

export function encodeLink(panes: readonly Settings[]): string {
  const parameters = new URLSearchParams({ v: String(LINK_VERSION) });
  panes.forEach((pane, index) => {
    const base = index === 0 ? DEFAULTS : (panes[0] ?? DEFAULTS);
    for (const key of SETTING_KEYS) {
      const text = formatSetting(SPECS[key], pane[key]);
      if (text === formatSetting(SPECS[key], base[key])) continue;
      parameters.set(index === 0 ? SPECS[key].urlKey : `${index + 1}.${SPECS[key].urlKey}`, text);
    }
  });
  const last = `${panes.length}.`;
  if (panes.length > 1 && ![...parameters.keys()].some((name) => name.startsWith(last))) {
    parameters.set('panes', String(panes.length));
  }
  // A comma is legal in a hash, and `cut=R_z,R_i` is what a person can read.
  return `#${parameters.toString().replaceAll('%2C', ',')}`;
}

export function decodeLink(hash: string): DecodedLink {
  const notices: string[] = [];
  let parameters = new URLSearchParams(hash.replace(/^#/, ''));
  parameters = upgrade(parameters, notices);

  const given: Partial<Record<SettingKey, unknown>>[] = [{}];
  for (const [name, raw] of parameters) {
    if (name === 'v') continue;
    if (name === 'panes' && /^[12]$/.test(raw)) {
      if (raw === '2') given[1] ??= {};
      continue;
    }
    const [, prefix, urlKey = name] = /^(\d+)\.(.*)$/.exec(name) ?? [];
    const index = prefix === undefined ? 0 : Number(prefix) - 1;
    const key = KEY_OF.get(urlKey);
    if (key === undefined || index < 0 || index >= MOST_PANES || prefix === '1') {
      notices.push(`The link’s “${name.slice(0, 40)}” is not a setting of this page; it was left out.`);
      continue;
    }
    const parsed = parseSetting(SPECS[key], raw);
    if (!parsed.ok && parsed.kept !== undefined) {
      given[index] = { ...given[index], [key]: parsed.kept };
      notices.push(`${SPECS[key].label} (${name}): ${parsed.problem}; the others are used.`);
      continue;
    }
    given[index] ??= {};
    const pane = given[index];
    if (parsed.ok) pane[key] = parsed.value;
    else {
      delete pane[key]; // or a key given twice would keep the first value, and the notice would lie
      const used = index === 0 ? formatSetting(SPECS[key], DEFAULTS[key]) : 'the first pane’s';
      notices.push(`${SPECS[key].label} (${name}): ${parsed.problem}; ${used || 'none'} is used instead.`);
    }
  }
  const first = agree({ ...DEFAULTS, ...given[0] } as Settings, notices);
  const [, second] = given;
  if (second === undefined) return { panes: [first], notices };
  return { panes: [first, agree({ ...first, ...second } as Settings, notices)], notices };
}

function upgrade(parameters: URLSearchParams, notices: string[]): URLSearchParams {
  const raw = parameters.get('v');
  if (raw === null) return parameters;
  const version = Number(raw);
  if (!Number.isInteger(version) || version < 1 || version > LINK_VERSION) {
    notices.push(
      `The link says version “${raw.slice(0, 20)}”, and this page knows ${LINK_VERSION}; it was read as ${LINK_VERSION}.`,
    );
    return parameters;
  }
  return UPGRADERS.slice(version - 1).reduce((upgraded, step) => step(upgraded), parameters);
}

/** Settings that are each in range but do not fit together: said in a notice, the unit's default is used. */
function agree(settings: Settings, notices: string[]): Settings {
  if (settings.lossUnit <= settings.hiddenSize || settings.lossDirection !== 'unit') return settings;
  notices.push(
    `Unit (unit): ${settings.lossUnit} is more than the ${settings.hiddenSize} hidden units; 1 is used instead.`,
  );
  return { ...settings, lossUnit: DEFAULTS.lossUnit };
}
