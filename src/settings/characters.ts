/**
 * What counts as one character of a text, for the engine and the page alike: extended grapheme clusters, what a person would call a
 * character, after canonical composition (NFC). The clusters are those of a pinned library, so a link has the same steps in every
 * browser; `String.normalize` is the browser's own, but Unicode's stability policy keeps it the same for every character that is assigned.
 * Texts of links of version 1 are still counted by code points, as they were.
 */
import { collectGraphemes } from 'unicode-segmenter/grapheme';
import type { Settings } from './settings';

type Counted = Settings['characters'];

/** ASCII without control characters: there each code unit is a character by either count. */
const PLAIN = /^[\x20-\x7e]*$/;

export function charactersOf(text: string, counted: Counted): readonly string[] {
  if (PLAIN.test(text)) return text.split('');
  return counted === 'codePoints' ? [...text] : collectGraphemes(text.normalize('NFC'));
}

/** True where the text has the same characters by either count. */
export function countsAlike(text: string): boolean {
  const clusters = charactersOf(text, 'graphemes');
  const points = charactersOf(text, 'codePoints');
  return clusters.length === points.length && clusters.every((cluster, k) => cluster === points[k]);
}

/** The text's first `most` characters, and how many it had more. */
export function firstCharacters(
  text: string,
  most: number,
  counted: Counted,
): { readonly text: string; readonly lost: number } {
  // No character is shorter than a code unit.
  if (text.length <= most) return { text, lost: 0 };
  const characters = charactersOf(text, counted);
  if (characters.length <= most) return { text, lost: 0 };
  return { text: characters.slice(0, most).join(''), lost: characters.length - most };
}

/** Half a surrogate pair is no character, and no link can hold one: U+FFFD stands for it, as in everything that is sent as UTF-8. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** At most so many characters of a text, for a sentence to quote. */
export function shorten(text: string, most = 40): string {
  // What is quoted need not be counted to its end.
  const beginning = text.slice(0, 16 * most).replace(/[\ud800-\udbff]$/, '');
  const cut = firstCharacters(beginning, most, 'graphemes');
  return cut.lost > 0 || text.length > 16 * most ? `${cut.text}…` : text;
}
