/** A river as text: what is read is what was written, and the veil leaves nothing of it but the loss's end. */
import { expect, it } from 'vitest';
import { pagePixel } from '../../../src/charts/river/lanePainter';
import { paintRiver } from '../../../src/charts/river/river';
import {
  type RiverSketch,
  riverOfSketch,
  sketchOf,
  tamed,
  thumbnailOf,
  veilRiver,
} from '../../../src/charts/river/thumbnail';

const STATIONS = 40;
const along = (logAt: (back: number) => number): Float64Array =>
  Float64Array.from({ length: STATIONS }, (_, k) => logAt(STATIONS - 1 - k));

const sketch: RiverSketch = {
  lanes: [
    { role: 'ghost', ribbon: { logs: along((back) => -back), shares: null }, carousel: null },
    {
      role: 'whole',
      ribbon: {
        logs: along((back) => 0.2 * back),
        shares: {
          units: 2,
          values: Float32Array.from({ length: 2 * STATIONS }, (_, k) => (k % 2 === 0 ? 0.25 : 0.75)),
        },
      },
      carousel: { logs: along((back) => (back > 30 ? -Infinity : -0.1 * back)), shares: null },
    },
  ],
  band: {
    edges: ['cec', 'R_z'],
    stations: STATIONS,
    up: new Float32Array(2 * STATIONS).fill(0.5),
    down: new Float32Array(2 * STATIONS),
  },
  stops: [20],
};

it('reads what was written: logs to a hundredth, shares to a sixtieth, an exact zero as itself', () => {
  const text = JSON.stringify(thumbnailOf(sketch));
  const read = sketchOf(JSON.parse(text));
  expect(text.length).toBeLessThan(1200);
  expect(read.stops).toEqual([20]);
  expect(read.band?.edges).toEqual(['cec', 'R_z']);
  expect(read.band?.stations).toBe(STATIONS);
  read.lanes.forEach(({ ribbon, carousel, role }, k) => {
    const own = sketch.lanes[k];
    expect(role).toBe(own?.role);
    // Below 10⁻¹³ a river has no width.
    Array.from(own?.ribbon.logs ?? []).forEach((log, at) =>
      expect(Math.abs((ribbon.logs[at] ?? 0) - Math.max(-13, log))).toBeLessThan(0.01),
    );
    expect(carousel === null).toBe(own?.carousel === null);
  });
  const [, whole] = read.lanes;
  expect(whole?.carousel?.logs[0]).toBe(-Infinity);
  expect(whole?.ribbon.shares?.units).toBe(2);
  expect(whole?.ribbon.shares?.values[1]).toBeCloseTo(0.75, 1);
});

const SIZE = { width: 240, height: 100, ratio: 1 };

function painted(of: RiverSketch, isVeiled: boolean): Uint32Array {
  const pixels = new Uint32Array(SIZE.width * SIZE.height);
  const picture = { pixels, width: SIZE.width, height: SIZE.height };
  const river = riverOfSketch(isVeiled ? tamed(of) : of, SIZE);
  paintRiver(picture, river, { theme: 'light', ratio: 1, resting: true });
  if (isVeiled) veilRiver(picture, river, 'light', 1);
  return pixels;
}

it('is painted, and under its veil two rivers that part early look the same but for the loss’s end', () => {
  const dying: RiverSketch = { ...sketch, lanes: sketch.lanes.slice(0, 1), band: null };
  const burning: RiverSketch = {
    ...dying,
    lanes: [{ role: 'ghost', ribbon: { logs: along((back) => 0.2 * back), shares: null }, carousel: null }],
  };
  expect(painted(dying, false)).not.toEqual(painted(burning, false));
  const [one, other] = [painted(dying, true), painted(burning, true)];
  const seen = 0.86 * SIZE.width;
  const hidden = (pixels: Uint32Array): number[] => [...pixels].filter((_, at) => at % SIZE.width < seen);
  expect(hidden(one)).toEqual(hidden(other));
  expect(one).not.toEqual(other);
  // The banks are still there.
  expect(new Set(hidden(one)).size).toBeGreaterThan(1);
  expect(hidden(one)).toContain(pagePixel('light'));
});
