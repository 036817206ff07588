/** Brings the parameters of an older link to the newest version, so that it gives the same numbers. */
import { countsAlike } from './characters';

export const LINK_VERSION = 3;

type Upgrade = (parameters: URLSearchParams) => URLSearchParams;

/** Names of version 1 that were given up: a program that unescapes HTML reads `&amp=` as `&=` and `&notation=` as `¬ation=`. */
const OLD_NAMES: Readonly<Record<string, string>> = { amp: 'strength', notation: 'symbols' };

/** With older names replaced by those of today. They have had no other meaning, so a link written by hand may have them as well. */
export function renamed(parameters: URLSearchParams): URLSearchParams {
  return new URLSearchParams(
    [...parameters].map(([name, value]) => {
      const [, pane = '', key = ''] = /^(2\.)?(.*)$/s.exec(name) ?? [];
      return [Object.hasOwn(OLD_NAMES, key) ? `${pane}${OLD_NAMES[key]}` : name, value];
    }),
  );
}

/** Version 1 counted code points: a text that has other characters today is still counted so. */
function countedAsBefore(parameters: URLSearchParams): URLSearchParams {
  const counted = new URLSearchParams(parameters);
  for (const pane of ['', '2.']) {
    const text = parameters.getAll(`${pane}text`).at(-1);
    if (text !== undefined && !countsAlike(text)) counted.set(`${pane}chars`, 'codePoints');
  }
  return counted;
}

/** The ten steps of the tour that there was up to version 2: what a link to each of them set, and the step of today that is nearest. */
const OLD_TOUR: readonly (readonly [string, number])[] = [
  ['net=rnn T=60', 1],
  ['net=rnn T=60 chart=steps', 3],
  ['net=rnn T=60 r=0.7', 2],
  ['net=rnn T=60 strength=0.2', 3],
  ['cut=R_z,R_i,R_f,R_o', 4],
  ['bf=1', 5],
  ['bf=1 r=8', 6],
  ['bf=1', 7],
  ['loss=every trunc=sliding view=lag clip=100', 7],
  ['', 7],
];

/** The step that is named, in the depth that has the tour; as the step sets the page, unless the link had settings of its own. */
function atNearestStep(parameters: URLSearchParams): URLSearchParams | null {
  const [own, nearest] = OLD_TOUR[Number(parameters.getAll('tour').at(-1)) - 1] ?? [];
  if (own === undefined || nearest === undefined) return null;
  const others = [...parameters].filter(([name]) => name !== 'v' && name !== 'tour');
  const isAsSet =
    [...others.map(([name, value]) => `${name}=${value}`)].sort().join(' ') === own.split(' ').sort().join(' ');
  return new URLSearchParams([...(isAsSet ? [] : others), ['tour', `${nearest}`]]);
}

/** Up to version 2 there was one depth, in which all was in sight: such a link opens where that still is, and the tour where it is now. */
function inLab(parameters: URLSearchParams): URLSearchParams {
  const touring = atNearestStep(parameters);
  if (touring !== null) return touring;
  const opened = new URLSearchParams(parameters);
  if (![...parameters.keys()].some((name) => name.toLowerCase() === 'show')) opened.set('show', 'lab');
  return opened;
}

/** `UPGRADES[k]` turns the parameters of version k + 1 into those of version k + 2. */
const UPGRADES: readonly Upgrade[] = [(parameters) => countedAsBefore(renamed(parameters)), inLab];
if (UPGRADES.length !== LINK_VERSION - 1)
  throw new Error(`link version ${LINK_VERSION} has no upgrade for each older version`);

/** From a version that there has been. */
export function upgraded(parameters: URLSearchParams, version: number): URLSearchParams {
  return UPGRADES.slice(version - 1).reduce((older, upgrade) => upgrade(older), parameters);
}
