/**
 * The versioned codec between a list of panes and the URL's hash.
 *
 *   #v=3&bf=5&r=2            one pane; what equals its default is left out
 *   #v=3&bf=5&2.net=rnn      a second pane, stored as its differences from the first
 *   #v=3&bf=5&panes=2        a second pane that has none
 *   #v=3&bf=5&step=50&u=3    with the cell that is read, 1-based
 *
 * A link without a version is one that a person wrote: it is read as one of the newest, with the older names of settings as well.
 */
import { linkIn } from './address';
import { shorten } from './characters';
import { type Crosshair, crosshairSpecs } from './crosshair';
import { type Given, readCrosshair, readPaneCount, readPanes } from './givenValues';
import { linkName } from './linkNames';
import { LINK_VERSION, renamed, upgraded } from './linkUpgrades';
import type { Settings } from './settings';
import type { AnySpec } from './spec';
import { DEFAULTS, SETTING_KEYS, SPECS } from './specs';
import { formatSetting } from './validate';

export interface DecodedLink {
  readonly panes: readonly [Settings] | readonly [Settings, Settings];
  /** The cell that the link selects. */
  readonly crosshair: Crosshair | null;
  /** One sentence for each thing in the link that could not be used. */
  readonly notices: readonly string[];
}

export function encodeLink(panes: readonly Settings[], crosshair: Crosshair | null = null): string {
  const parts = [`v=${LINK_VERSION}`];
  panes.forEach((pane, index) => {
    const base = index === 0 ? DEFAULTS : (panes[0] ?? DEFAULTS);
    for (const key of SETTING_KEYS) {
      const spec = SPECS[key];
      const text = formatSetting(spec, pane[key]);
      if (text !== formatSetting(spec, base[key]))
        parts.push(`${index === 0 ? '' : `${index + 1}.`}${spec.urlKey}=${escaped(spec, text)}`);
    }
  });
  const last = `${panes.length}.`;
  if (panes.length > 1 && !parts.some((part) => part.startsWith(last))) parts.push(`panes=${panes.length}`);
  if (crosshair !== null) {
    // Where a smaller network has left it outside, it is drawn at the edge.
    const { step, unit } = crosshairSpecs(panes);
    parts.push(`step=${Math.min(crosshair.step + 1, step.max)}`, `u=${Math.min(crosshair.unit + 1, unit.max)}`);
  }
  if (parts.at(-1)?.endsWith('=')) parts.push(`panes=${panes.length}`);
  // Programs that find links in a text leave out what may be the end of a sentence.
  return `#${parts.join('&').replace(/[^A-Za-z0-9]$/, percentEncoded)}`;
}

function escaped(spec: AnySpec, text: string): string {
  const encoded = new URLSearchParams([['', text]]).toString().slice(1);
  // A comma is legal in a hash, and `cut=R_z,R_i` is what a person can read.
  if (spec.kind === 'set') return encoded.replaceAll('%2C', ',');
  if (spec.kind !== 'text') return encoded;
  return (
    encoded
      // Pairs of these are taken for emphasis.
      .replace(/[*_]/g, percentEncoded)
      // So that a link whose percent signs were encoded once more can be told from a text that has one: see `address.ts`.
      .replace(/%25([\dA-Fa-f])(?=[\dA-Fa-f])/g, (_, digit: string) => `%25${percentEncoded(digit)}`)
  );
}

/** `encodeURIComponent` leaves out what is at risk here. All are ASCII. */
function percentEncoded(character: string): string {
  if (character === '+') return '%20'; // it stands for a space
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** From a link in any form that `linkIn` finds. */
export function decodeLink(address: string): DecodedLink {
  const link = linkIn(address);
  const notices: string[] = [];
  const parameters = inNewestVersion(new URLSearchParams(link.slice(1)), notices);
  const given = new Map<string, Given>();
  const unknown = new Set<string>();
  for (const [name, raw] of parameters) {
    const about = linkName(name);
    if (about === undefined) unknown.add(name);
    else if (about.kind !== 'version') {
      const id = about.kind === 'setting' ? `${about.pane}.${about.key}` : about.kind;
      given.set(id, { name, raws: [...(given.get(id)?.raws ?? []), raw] });
    }
  }
  for (const name of unknown)
    notices.push(`The link’s “${shorten(name)}” is not a setting of this page; it was left out.`);
  const panes = readPanes(given, notices);
  readPaneCount(given, panes.length, notices);
  const crosshair = readCrosshair(given, panes, notices);
  if (panes.some(({ text }) => text.includes('\ufffd')) && hasBrokenEscape(link))
    notices.push('Text (text): a part of it is not encoded as UTF-8; � stands for that.');
  return { panes, crosshair, notices };
}

function inNewestVersion(parameters: URLSearchParams, notices: string[]): URLSearchParams {
  const versions = [...parameters].filter(([name]) => linkName(name)?.kind === 'version').map(([, raw]) => raw);
  const [raw] = versions;
  if (raw === undefined) return renamed(parameters);
  const known = /^\d{1,3}$/.test(raw.trim()) && Number(raw) >= 1 && Number(raw) <= LINK_VERSION;
  const version = known ? Number(raw) : LINK_VERSION;
  if (!known) {
    notices.push(
      `The link says version “${shorten(raw, 20)}”, and this page knows 1 to ${LINK_VERSION}; it was read as ${LINK_VERSION}.`,
    );
  }
  if (versions.length > 1)
    notices.push(`The link’s version (v) is given ${versions.length} times; it was read as ${version}.`);
  return upgraded(parameters, version);
}

function hasBrokenEscape(link: string): boolean {
  try {
    decodeURIComponent(link);
    return false;
  } catch {
    return true;
  }
}
