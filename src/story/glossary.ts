/** Finds the words of the glossary in the page’s texts. */
import { GLOSSARY, type GlossaryEntry } from './glossaryTerms';

const SPELLED = new Map(GLOSSARY.flatMap((known) => known.spellings.map((spelling) => [spelling, known] as const)));
/** Longest first, so that “spectral radius” is not taken for “radius”; whole words only. In small letters: with `i` it takes 2 ms more to compile. */
const ANY = new RegExp(
  `(?<![\\p{L}\\p{N}_])(${[...SPELLED.keys()]
    .sort((a, b) => b.length - a.length)
    .map((spelling) => spelling.replace(/[|\\^$.*+?()[\]{}]/g, '\\$&'))
    .join('|')})(?![\\p{L}\\p{N}_])`,
  'gu',
);

export interface GlossedPart {
  readonly text: string;
  /** The entry that explains it; null for what lies between. */
  readonly entry: GlossaryEntry | null;
}

/** A text in parts, with the first occurrence of each known term marked, but for the entries in `skip`. */
export function gloss(text: string, skip: readonly string[] = []): readonly GlossedPart[] {
  const parts: GlossedPart[] = [];
  const seen = new Set(skip);
  let end = 0;
  const small = text.toLowerCase();
  // A few letters, like İ, are two when they are small, and places would not be the same: words beside those stay as they are.
  for (const match of (small.length === text.length ? small : text).matchAll(ANY)) {
    const found = SPELLED.get(match[0]);
    if (found === undefined || seen.has(found.id)) continue;
    seen.add(found.id);
    if (match.index > end) parts.push({ text: text.slice(end, match.index), entry: null });
    const start = match.index;
    end = start + match[0].length;
    parts.push({ text: text.slice(start, end), entry: found });
  }
  if (end < text.length) parts.push({ text: text.slice(end), entry: null });
  return parts;
}

export function glossaryEntry(id: string): GlossaryEntry {
  const found = GLOSSARY.find((known) => known.id === id);
  if (found === undefined) throw new Error(`the glossary has no “${id}”`);
  return found;
}
