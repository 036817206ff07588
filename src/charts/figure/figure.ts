/** The page's picture as one SVG for print: river, heatmaps, time axis, colour scale and caption. Pure: numbers and words in, text out. */
import type { ScaleEnds } from '../colour';
import { legendGradient, legendPlace } from '../ramps/legend';
import type { RampName } from '../ramps/palette';
import { PALETTES } from '../ramps/palette';
import type { River } from '../river/river';
import { halfWidth } from '../river/width';
import { characterTicks, stepTicks } from '../timeScale';
import { bandSvg } from './band';
import { heatmapSvg } from './heatmap';
import { laneSvg } from './lane';
import type { FigureLayout } from './layout';
import { Paints } from './paint';
import { element, escaped, length } from './svg';
import { type IndexedName, symbol, textWidth, words, wrapped } from './words';

export interface FigureRow {
  /** [steps × size] as the page paints it. */
  readonly cells: Float32Array;
  readonly ramp: RampName;
  /** CSS colour of its name. */
  readonly colour: string;
  readonly name: IndexedName;
  /** A second line of its name. */
  readonly title: string;
  readonly isCut: boolean;
  /** The first step, 0-based, from which on a digit of its norm holds. */
  readonly held: number;
}

export interface FigureData {
  readonly title: string;
  /** Made for `layout.river`; its lanes lie there. */
  readonly river: River;
  /** One for each lane: its name, and what is left of its gradient. */
  readonly lanes: readonly { readonly name: string; readonly note: string }[];
  readonly bandName: string;
  readonly rows: readonly FigureRow[];
  readonly ends: ScaleEnds;
  /** Under their steps, where the input is a text. */
  readonly characters: readonly string[] | null;
  readonly scale: {
    readonly title: string;
    readonly low: string;
    readonly ticks: readonly { log: number; label: string }[];
  };
  /** Paragraphs. */
  readonly caption: readonly string[];
  readonly link: string;
}

const { ink, soft, neutral } = PALETTES.light;
const FONT = 'Helvetica, Arial, "Liberation Sans", sans-serif';
const LINE = 1.25;

export interface FigureSvg {
  readonly svg: string;
  /** Pixels of the figure's PNG. */
  readonly width: number;
  readonly height: number;
}

export function figureSvg(layout: FigureLayout, data: FigureData): FigureSvg {
  const { width, shape, text } = layout;
  const paints = new Paints();
  const parts = [
    riverSvg(layout, data, paints),
    ...rowsSvg(layout, data, paints),
    axisSvg(layout, data),
    scaleSvg(layout, data, paints),
  ];
  const { svg: caption, bottom } = captionSvg(layout, data);
  const height = Math.ceil(bottom);
  const svg = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: `${shape.width}mm`,
      height: `${length((shape.width * height) / width)}mm`,
      viewBox: `0 0 ${width} ${height}`,
      'font-family': FONT,
      'font-size': text,
      fill: ink,
    },
    element('title', {}, escaped(data.title)),
    element('desc', {}, escaped(data.caption.join(' '))),
    paints.defs,
    element('rect', { width, height, fill: '#ffffff' }),
    ...parts,
    caption,
  );
  return { svg, width, height };
}

function riverSvg(layout: FigureLayout, { river, lanes, bandName }: FigureData, paints: Paints): string {
  const { left, plot, ratio, text, mm, scale } = layout;
  const { band } = river;
  const own = { paints, ratio: ratio / scale };
  const picture = element(
    'g',
    { transform: `translate(${length(left)} 0) scale(${scale.toFixed(6)})` },
    ...river.lanes.map((lane) => laneSvg(lane, { ...own, band: band?.band ?? null })),
    band === null ? '' : bandSvg(band.band, band.frame, own.paints, own.ratio),
  );
  const name = { 'text-anchor': 'end', fill: soft };
  const x = left - 1.5 * mm;
  const right = left + plot + 1.2 * mm;
  const names = river.lanes.flatMap(({ lane, role }, k) => {
    const [y, unit] = [lane.centre * scale, lane.unit * scale];
    const { name: title, note } = lanes[k] ?? { name: '', note: '' };
    const ticks = k > 0 ? [] : TICKS.filter(([log]) => log === 0 || unit - halfWidth(log, unit) > 1.2 * text);
    return [
      words(x, y - 0.15 * text, title, { ...name, 'font-weight': 600, ...(role === 'ghost' ? {} : { fill: ink }) }),
      words(x, y + 1.05 * text, note, name),
      words(right, y + MIDDLE * text, 'loss', { fill: soft }),
      ...ticks.map(([log, label]) => words(right, y - halfWidth(log, unit) + MIDDLE * text, label, { fill: soft })),
    ];
  });
  if (band === null) return picture + names.join('');
  const middle = (band.frame.base - band.frame.height / 2) * scale;
  const lines = wrapped(bandName, left - 2 * mm, text);
  const bandWords = lines.map((line, k) =>
    words(x, middle + (MIDDLE + (k - (lines.length - 1) / 2) * 1.1) * text, line, name),
  );
  return picture + names.join('') + bandWords.join('');
}

/** log10 of the ticks beside the first lane's end. */
const TICKS = [
  [0, '100 %'],
  [-2, '1 %'],
] as const;
/** From a letter's middle to its foot, in em. */
const MIDDLE = 0.35;

function rowsSvg(layout: FigureLayout, { rows, ends }: FigureData, paints: Paints): string[] {
  const { shape, left, plot, rowHeight, text, mm, rowTops } = layout;
  return rows.map((row, k) => {
    const top = rowTops[k];
    const picture = { cells: row.cells, steps: shape.steps, size: shape.size };
    const x = left - 1.5 * mm;
    const lines = wrapped(row.isCut ? `${row.title} (cut)` : row.title, left - 2 * mm, text).slice(
      0,
      Math.max(0, Math.floor(rowHeight / (1.15 * text)) - 1),
    );
    const first = top + rowHeight / 2 + 0.35 * text - (lines.length * 1.15 * text) / 2;
    const units =
      k > 0
        ? ''
        : words(left + plot + 1.2 * mm, top + 0.75 * text, shape.width > 100 ? 'unit 1' : '1', { fill: soft }) +
          (shape.size > 1 ? words(left + plot + 1.2 * mm, top + rowHeight, String(shape.size), { fill: soft }) : '');
    return [
      heatmapSvg({ picture, ramp: row.ramp, ends, held: row.held }, top, layout, paints),
      symbol(x, first, row.name, text, {
        'text-anchor': 'end',
        'font-weight': 600,
        fill: row.colour,
        ...(row.isCut ? { 'text-decoration': 'line-through' } : {}),
      }),
      ...lines.map((line, at) => words(x, first + (at + 1) * 1.15 * text, line, { 'text-anchor': 'end', fill: soft })),
      units,
    ].join('');
  });
}

function axisSvg({ left, plot, ratio, axisTop, text, mm, shape }: FigureLayout, { characters }: FigureData): string {
  const css = plot / ratio;
  // Ticks are placed for the screen's text, which is larger by a third.
  const ticks = characters === null ? stepTicks(shape.steps, css) : characterTicks(characters, css);
  const marks = ticks.map(({ x, label }) => {
    const at = left + x * ratio;
    return (
      element('line', {
        x1: at,
        x2: at,
        y1: axisTop - 0.6 * mm,
        y2: axisTop,
        stroke: soft,
        'stroke-width': 0.75 * ratio,
      }) + words(at, axisTop + text, label, { 'text-anchor': 'middle' })
    );
  });
  const title =
    characters === null
      ? 'step t (the loss is at the right end; the gradient flows to the left)'
      : 'step t, by character';
  const short = textWidth(title, text) > plot ? 'step t' : title;
  return marks.join('') + words(left + plot / 2, axisTop + 2.3 * text, short, { 'text-anchor': 'middle', fill: soft });
}

function scaleSvg(layout: FigureLayout, { ends, scale }: FigureData, paints: Paints): string {
  const { left, plot, text, mm, legendTop, ratio } = layout;
  const wide = Math.min(plot, 100 * mm);
  const tall = 2.4 * mm;
  const from = left + (plot - wide) / 2;
  const top = legendTop + 1.4 * text;
  const stops = legendGradient('light').map(({ place, colour }) => ({ at: place, colour }));
  const bar = element('rect', {
    x: from,
    y: top,
    width: wide,
    height: tall,
    fill: paints.gradient(from, from + wide, stops),
    stroke: neutral,
    'stroke-width': 0.5 * ratio,
  });
  const labels = scale.ticks
    .map(({ log, label }) => ({ x: from + wide * legendPlace(log, ends), label }))
    .sort((a, b) => a.x - b.x);
  let end = from + textWidth(scale.low, text) + mm;
  const shown = labels.filter(({ x, label }) => {
    const half = textWidth(label, text) / 2;
    if (x - half < end) return false;
    end = x + half + 0.6 * mm;
    return true;
  });
  return [
    words(from + wide / 2, legendTop + 0.8 * text, scale.title, { 'text-anchor': 'middle', fill: soft }),
    bar,
    words(from, top + tall + 1.1 * text, scale.low),
    ...shown.map(({ x, label }) => words(x, top + tall + 1.1 * text, label, { 'text-anchor': 'middle' })),
  ].join('');
}

function captionSvg(
  { width, text, mm, captionTop }: FigureLayout,
  { caption, link }: FigureData,
): { svg: string; bottom: number } {
  const room = width - 2 * mm;
  let y = captionTop + 2.2 * text;
  const lines: string[] = [];
  const write = (line: string, attributes = {}): void => {
    lines.push(words(mm, y, line, attributes));
    y += LINE * text;
  };
  for (const paragraph of caption) for (const line of wrapped(paragraph, room, text)) write(line);
  const before = lines.length;
  for (const line of wrapped(link, room, text)) write(line, { fill: '#1f4fd1' });
  const linked = element('a', { href: link }, ...lines.slice(before));
  return { svg: lines.slice(0, before).join('') + linked, bottom: y };
}
