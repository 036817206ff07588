/** SVG as text: elements, attributes and words, so that a figure can be made without a page. */

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** `children` are SVG themselves; words go through `escaped` first. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${escaped(attributeText(value))}"`]))
    .join('');
  const inside = children.join('');
  return inside === '' ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>`;
}

const attributeText = (value: string | number): string => (typeof value === 'number' ? length(value) : value);

/** A coordinate, to a hundredth. Errors: on NaN and infinities, which no figure has a place for. */
export function length(value: number): string {
  if (!Number.isFinite(value)) throw new Error('a part of the figure has no place');
  return String(Math.round(value * 100) / 100 + 0);
}

/** Characters that XML has no form for, not even escaped: controls, noncharacters and halves of pairs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

export function escaped(text: string): string {
  return text
    .replace(NOT_XML, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

export type Point = readonly [x: number, y: number];

/** An open line through points. */
function lineThrough(points: readonly Point[]): string {
  return points.map(([x, y], k) => `${k === 0 ? 'M' : 'L'}${length(x)} ${length(y)}`).join('');
}

/** A closed area. */
export const areaOf = (points: readonly Point[]): string => (points.length === 0 ? '' : `${lineThrough(points)}Z`);

/** A packed colour (little-endian RGBA) as CSS has it. */
export function cssOf(packed: number): string {
  const channel = (shift: number): string => ((packed >> shift) & 255).toString(16).padStart(2, '0');
  return `#${channel(0)}${channel(8)}${channel(16)}`;
}
