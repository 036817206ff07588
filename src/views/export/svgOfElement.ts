/** A drawn part of the page as one SVG: its drawings with their styles written out, its canvases as images, its words where they stand. */
import { element, escaped } from '../../charts/figure/svg';

const SVG = 'http://www.w3.org/2000/svg';
/** What styles may give a drawing; all else is in its attributes. */
const DRAWN = [
  'display',
  'fill',
  'fill-opacity',
  'font-family',
  'font-size',
  'font-style',
  'font-weight',
  'opacity',
  'paint-order',
  'stroke',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'stroke-opacity',
  'stroke-width',
  'dominant-baseline',
  'text-anchor',
  'visibility',
] as const;
/** Controls, and words for screen readers only. */
const LEFT_OUT = 'select, input, textarea, label, button.icon, button.small, .visually-hidden, .segmented';
const SIDES = ['top', 'right', 'bottom', 'left'] as const;

export function svgOfElement(root: HTMLElement): string {
  const frame = root.getBoundingClientRect();
  const width = Math.max(1, Math.ceil(Math.max(frame.width, root.scrollWidth)));
  const height = Math.max(1, Math.ceil(Math.max(frame.height, root.scrollHeight)));
  return element(
    'svg',
    { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}` },
    element('rect', { width, height, fill: '#ffffff' }),
    ...[...root.childNodes].map((node) => written(node, frame)),
  );
}

function written(node: ChildNode, frame: DOMRect): string {
  if (node instanceof Text) return wordsOf(node, frame);
  if (!(node instanceof Element) || node.matches(LEFT_OUT)) return '';
  const style = getComputedStyle(node);
  if (style.display === 'none' || style.visibility === 'hidden' || style.opacity === '0') return '';
  const box = node.getBoundingClientRect();
  const place = { x: box.left - frame.left, y: box.top - frame.top, width: box.width, height: box.height };
  if (node instanceof SVGSVGElement) return drawing(node, place);
  if (node instanceof HTMLCanvasElement)
    return box.width === 0 || node.width === 0 || node.height === 0
      ? ''
      : element('image', { ...place, preserveAspectRatio: 'none', href: node.toDataURL('image/png') });
  return boxOf(style, place) + [...node.childNodes].map((child) => written(child, frame)).join('');
}

interface PlaceOnPage {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Background and borders. */
function boxOf(style: CSSStyleDeclaration, place: PlaceOnPage): string {
  const { x, y, width, height } = place;
  const isClear = /^rgba\(.*, 0\)$|^transparent$/.test(style.backgroundColor);
  const fill = isClear ? '' : element('rect', { ...place, fill: style.backgroundColor });
  const ends = {
    top: [x, y, x + width, y],
    right: [x + width, y, x + width, y + height],
    bottom: [x, y + height, x + width, y + height],
    left: [x, y, x, y + height],
  };
  const borders = SIDES.map((side) => {
    const wide = Number.parseFloat(style.getPropertyValue(`border-${side}-width`));
    if (!(wide > 0) || style.getPropertyValue(`border-${side}-style`) === 'none') return '';
    const [x1, y1, x2, y2] = ends[side];
    const stroke = style.getPropertyValue(`border-${side}-color`);
    return element('line', { x1, y1, x2, y2, stroke, 'stroke-width': wide });
  });
  return fill + borders.join('');
}

/** An SVG of the page, with what the page's styles give it. */
function drawing(source: SVGSVGElement, { x, y, width, height }: PlaceOnPage): string {
  const copy = source.cloneNode(true) as SVGSVGElement;
  const originals = [source, ...source.querySelectorAll('*')];
  [copy, ...copy.querySelectorAll('*')].forEach((one, k) => {
    const style = getComputedStyle(originals[k] as Element);
    one.removeAttribute('class');
    one.setAttribute('style', DRAWN.map((name) => `${name}:${style.getPropertyValue(name)}`).join(';'));
  });
  for (const [name, value] of Object.entries({ x, y, width, height })) copy.setAttribute(name, String(value));
  copy.setAttribute('overflow', 'visible');
  return new XMLSerializer().serializeToString(copy);
}

/** Line by line. */
function wordsOf(node: Text, frame: DOMRect): string {
  const parent = node.parentElement;
  if (parent === null || node.data.trim() === '') return '';
  const style = getComputedStyle(parent);
  const lines = new Map<number, { x: number; y: number; text: string }>();
  for (const { 0: word, index } of node.data.matchAll(/\S+\s*/g)) {
    const range = document.createRange();
    range.setStart(node, index);
    range.setEnd(node, index + word.trimEnd().length);
    const [box] = range.getClientRects();
    if (box === undefined || box.width === 0) continue;
    const line = Math.round(box.top);
    const known = lines.get(line);
    if (known === undefined)
      lines.set(line, { x: box.left - frame.left, y: box.top - frame.top + ASCENT * box.height, text: word });
    else known.text += word;
  }
  return [...lines.values()]
    .map(({ x, y, text }) =>
      element(
        'text',
        {
          x,
          y,
          fill: style.color,
          'font-family': style.fontFamily,
          'font-size': style.fontSize,
          'font-style': style.fontStyle,
          'font-weight': style.fontWeight,
        },
        escaped(text.replace(/\s+/g, ' ').trimEnd()),
      ),
    )
    .join('');
}

/** Of a line of text's height, above its baseline: nearly the same in all system fonts. */
const ASCENT = 0.79;
