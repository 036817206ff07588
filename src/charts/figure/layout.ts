/**
 * Where the parts of a printed figure lie. One unit of length is one pixel of the figure's PNG: so that each cell of a heatmap is a whole number
 * of them, the resolution is chosen to fit, from 300 dpi up.
 */

import type { RiverRoom } from '../river/river';

/** Millimetres: one column of a journal's page, or two. */
export type FigureWidth = 89 | 183;

export interface FigureShape {
  readonly width: FigureWidth;
  readonly steps: number;
  readonly size: number;
  readonly rows: number;
  readonly lanes: number;
}

export interface FigureLayout {
  readonly shape: FigureShape;
  readonly dpi: number;
  /** Pixels in a millimetre, in one of CSS, and in the text's 8 pt. */
  readonly mm: number;
  readonly ratio: number;
  readonly text: number;
  readonly width: number;
  /** The time axis of all parts; whole pixels. */
  readonly left: number;
  readonly plot: number;
  /** In pixels of its own, of which each is `scale` of the figure's: from the figure's top, and across from `left`. */
  readonly river: RiverRoom;
  readonly scale: number;
  /** Of the heatmaps, each; whole pixels. */
  readonly rowTops: readonly number[];
  readonly rowHeight: number;
  /** Lines of a heatmap's image, where it has fewer than units: each then shows the largest of several. */
  readonly lines: number;
  /** The time axis under the last heatmap, the colour scale, and the caption. */
  readonly axisTop: number;
  readonly legendTop: number;
  readonly captionTop: number;
}

const LEAST_DPI = 300;
const INCH = 25.4;
const TEXT_PT = 8;

/** Millimetres. */
interface Measures {
  readonly left: number;
  readonly right: number;
  /** Half a ribbon's width at 10⁰. */
  readonly unit: number;
  readonly unitAlone: number;
  readonly row: number;
  readonly rowAlone: number;
}

const MEASURES: Readonly<Record<FigureWidth, Measures>> = {
  89: { left: 19, right: 10, unit: 3.4, unitAlone: 6, row: 8, rowAlone: 16 },
  183: { left: 31, right: 12, unit: 5.4, unitAlone: 9, row: 11, rowAlone: 24 },
};
const TOP = 0.5;
const LANE_GAP = 0.6;
const ABOVE_BAND = 2;
const BAND = 4;
/** Of what cancels in the band, and hangs below it. */
const BELOW_BAND = 4;
const ABOVE_ROWS = 1.5;
const ROW_GAP = 1;
const AXIS = 9;
const LEGEND = 9.5;
const WIDTH_OF_LANE = 3.2;
/** The river's own pixels in one of CSS: finer, its paths would have more points than print can show. */
const FINENESS = 1.5;
/** An image may be taller than it is meant to be by this factor before several units share a line. */
const STRETCH = 2;

export function figureLayout(shape: FigureShape): FigureLayout {
  const { steps, size } = shape;
  const measures = MEASURES[shape.width];
  const wanted = ((shape.width - measures.left - measures.right) * LEAST_DPI) / INCH;
  const cell = Math.ceil(wanted / steps);
  const plot = cell * steps;
  const dpi = (LEAST_DPI * plot) / wanted;
  const mm = dpi / INCH;
  const left = Math.round(measures.left * mm);
  const isAlone = shape.lanes === 1;
  const riverWidth = Math.round((plot * 96 * FINENESS) / dpi);
  const scale = plot / riverWidth;
  const river = roomOf(shape.lanes, riverWidth, isAlone ? measures.unitAlone : measures.unit, mm / scale);
  const tall = (shape.rows === 1 ? measures.rowAlone : measures.row) * mm;
  const lines = Math.min(size, Math.floor(tall * STRETCH));
  const rowHeight = lines * Math.max(1, Math.round(tall / lines));
  const firstRow = Math.round(river.bandBase * scale + (isAlone ? 0 : BELOW_BAND * mm) + ABOVE_ROWS * mm);
  const pitch = rowHeight + Math.round(ROW_GAP * mm);
  const rowTops = Array.from({ length: shape.rows }, (_, row) => firstRow + row * pitch);
  const axisTop = firstRow + shape.rows * pitch;
  return {
    shape,
    dpi,
    mm,
    ratio: dpi / 96,
    text: (TEXT_PT * dpi) / 72,
    width: Math.round(shape.width * mm),
    left,
    plot,
    river,
    scale,
    rowTops,
    rowHeight,
    lines,
    axisTop,
    legendTop: axisTop + AXIS * mm,
    captionTop: axisTop + (AXIS + LEGEND) * mm,
  };
}

/** `unitMm`: in millimetres; `mm`: the river's pixels in one. */
function roomOf(lanes: number, width: number, unitMm: number, mm: number): RiverRoom {
  const unit = unitMm * mm;
  const top = TOP * mm;
  const gap = LANE_GAP * mm;
  const bottom = top + lanes * WIDTH_OF_LANE * unit + (lanes - 1) * gap;
  const bandHeight = lanes === 1 ? 0 : Math.round(BAND * mm);
  return {
    lanes,
    width,
    unit,
    top,
    gap,
    bandBase: lanes === 1 ? Math.round(bottom) : Math.round(bottom + ABOVE_BAND * mm) + bandHeight,
    bandHeight,
  };
}
