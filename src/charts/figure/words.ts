/** Words in a figure, whose widths are told without a page: those of Helvetica and Arial, in classes of letters, a little on the wide side. */
import { type Attributes, element, escaped } from './svg';

/** In em. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[ijlI|!.,:;'’ ]/u, 0.28],
  [/[frt()[\]{}\-/·⁰¹²³⁴⁵⁶⁷⁸⁹⁻]/u, 0.36],
  [/[mwMWÆ@%…—→]/u, 0.93],
  [/[A-Z#&=+<>~±×ΔΣ‖√]/u, 0.71],
];
const OTHERS = 0.57;

export function textWidth(text: string, size: number): number {
  let em = 0;
  for (const letter of text) em += WIDTHS.find(([letters]) => letters.test(letter))?.[1] ?? OTHERS;
  return em * size;
}

/** Lines of at most `width`; a word that is wider by itself is broken after any letter. */
export function wrapped(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (textWidth(longer, size) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    for (const letter of word) {
      if (textWidth(line + letter, size) > width) {
        lines.push(line);
        line = '';
      }
      line += letter;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** `R` with the index `z`. */
export interface IndexedName {
  readonly base: string;
  readonly sub: string;
}

export function words(x: number, y: number, text: string, attributes: Attributes = {}): string {
  return element('text', { x, y, ...attributes }, escaped(text));
}

/** With a lowered index. `size`: of the text, in pixels. */
export function symbol(
  x: number,
  y: number,
  { base, sub }: IndexedName,
  size: number,
  attributes: Attributes = {},
): string {
  const index = sub === '' ? '' : element('tspan', { dy: size * 0.22, 'font-size': size * 0.75 }, escaped(sub));
  return element('text', { x, y, ...attributes }, escaped(base), index);
}
