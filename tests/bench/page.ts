/** Runs in a real Chromium: paints heatmaps on canvases and as SVG, and sends a batch of columns to a worker and back. */
import { FIXED_ENDS } from '../../src/charts/colour';
import { type HeatmapPicture, paintHeatmap } from '../../src/charts/heatmapPainter';
import { rampColour, rampTable } from '../../src/charts/ramps/ramps';
import { buffersOf } from '../../src/engine/batches';
import type { MessagesBatch } from '../../src/engine/messageStage';
import { Pipeline } from '../../src/engine/pipeline';
import { DEFAULTS } from '../../src/settings/specs';
import type { Echo } from './echo.worker';

const HEATMAPS = 5;
const [UNITS, STEPS] = [128, 500];
/** Two device pixels a cell. */
const [WIDTH, HEIGHT] = [2 * STEPS, 2 * UNITS];
const ROUND_TRIPS = 20;

/** A decay with ripples over the whole scale, and a contour; `turn` moves all of it, so that every cell has news. */
function picture(row: number, turn: number): HeatmapPicture {
  const cells = new Float32Array(STEPS * UNITS);
  for (let step = 0; step < STEPS; step++) {
    for (let unit = 0; unit < UNITS; unit++) {
      cells[step * UNITS + unit] =
        2 - ((STEPS - step + 7 * turn) * (row + 1)) / 150 + Math.sin(unit * 1.7 + step * 0.05 + turn);
    }
  }
  return { cells, steps: STEPS, size: UNITS };
}

const pictures = (turn: number): HeatmapPicture[] => Array.from({ length: HEATMAPS }, (_, row) => picture(row, turn));

/** Script, style, layout and the recording of what is painted: from the start of a frame until the page is free again. */
function frame(work: () => void): Promise<number> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    requestAnimationFrame(() => {
      const start = performance.now();
      port1.onmessage = () => resolve(performance.now() - start);
      work();
      port2.postMessage(null);
    });
  });
}

const canvases = Array.from({ length: HEATMAPS }, () => {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  canvas.style.display = 'block';
  document.body.append(canvas);
  return canvas.getContext('2d') as CanvasRenderingContext2D;
});

function paintCanvases(turn: number): Promise<number> {
  const shown = pictures(turn);
  return frame(() => {
    for (const [row, context] of canvases.entries()) {
      paintHeatmap(context, shown[row] as HeatmapPicture, { theme: 'light', ramp: 'cec', ends: FIXED_ENDS, ratio: 1 });
    }
  });
}

const SVG = 'http://www.w3.org/2000/svg';
/** One rect a cell, in the order of the cells; made once, so that a paint only changes what they are filled with. */
let rects: SVGRectElement[][] = [];

function makeSvg(): void {
  for (const { canvas } of canvases) canvas.remove();
  rects = Array.from({ length: HEATMAPS }, () => {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('width', String(WIDTH));
    svg.setAttribute('height', String(HEIGHT));
    const own: SVGRectElement[] = [];
    for (let step = 0; step < STEPS; step++) {
      for (let unit = 0; unit < UNITS; unit++) {
        const rect = document.createElementNS(SVG, 'rect');
        const place = { x: 2 * step, y: 2 * unit, width: 2, height: 2 };
        for (const [name, value] of Object.entries(place)) rect.setAttribute(name, String(value));
        own.push(rect);
      }
    }
    svg.append(...own);
    document.body.append(svg);
    return own;
  });
}

/** Colours by name, as many as the canvas has: making them is no part of either side's work. */
const LEVELS = rampTable('light', 'cec').below.length;
const SPAN = FIXED_ENDS.high - FIXED_ENDS.low;
const names = Array.from({ length: 2 * LEVELS }, (_, k) =>
  rampColour('light', 'cec', FIXED_ENDS.low + (k / (2 * LEVELS - 1)) * SPAN, FIXED_ENDS),
);

function paintSvg(turn: number): Promise<number> {
  const shown = pictures(turn);
  return frame(() => {
    for (const [row, { cells }] of shown.entries()) {
      const own = rects[row] as SVGRectElement[];
      for (let k = 0; k < cells.length; k++) {
        const level = Math.round(((cells[k] - FIXED_ENDS.low) / SPAN) * (2 * LEVELS - 1));
        (own[k] as SVGRectElement).setAttribute('fill', names[Math.max(0, Math.min(2 * LEVELS - 1, level))] as string);
      }
    }
  });
}

const worker = new Worker(new URL('./echo.worker.ts', import.meta.url), { type: 'module' });

function firstBatch(): MessagesBatch {
  for (const batch of new Pipeline().run(DEFAULTS)) if (batch?.kind === 'messages') return batch;
  throw new Error('the pipeline sent no columns');
}

let batch = firstBatch();

/** Milliseconds of one round trip, the mean of some: clocks in a page are coarse. */
async function roundTrip(way: Echo['way']): Promise<number> {
  const start = performance.now();
  for (let k = 0; k < ROUND_TRIPS; k++) {
    const back = new Promise<Echo>((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<Echo>) => resolve(data);
    });
    worker.postMessage({ batch, way } satisfies Echo, way === 'transfer' ? buffersOf(batch) : []);
    ({ batch } = await back);
  }
  return (performance.now() - start) / ROUND_TRIPS;
}

const jobs = {
  paintCanvases,
  paintSvg,
  makeSvg,
  roundTrip,
  /** Bytes in the batch that goes to and fro. */
  batchBytes: () => buffersOf(batch).reduce((sum, { byteLength }) => sum + byteLength, 0),
};
export type PageJobs = typeof jobs;
Object.assign(globalThis, { jobs });
