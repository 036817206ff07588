/** Where the river runs: widths, outlines, strands, the band, and the places that words stand at. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandOf, detourAt, shareAt } from '../../../src/charts/river/band';
import { outlineOf } from '../../../src/charts/river/outline';
import { beyondAt, goneAt, type Lane, ribbonOf } from '../../../src/charts/river/ribbon';
import { runsOf, stationsOf } from '../../../src/charts/river/stations';
import { MOST_STRANDS, strandAt, strandMiddle, strandsOf } from '../../../src/charts/river/strands';
import { halfWidth, WIDEST } from '../../../src/charts/river/width';
import { DEFAULTS } from '../../../src/settings/specs';
import { batchesOf, curvesOf, forwardOf } from '../../engine/runs';

const LANE: Lane = { left: 0, width: 1100, centre: 80, unit: 46 };
const logsOf = (length: number) =>
  fc.array(fc.double({ min: -15, max: 9, noNaN: true }), { minLength: length, maxLength: length });

describe('half the width', () => {
  it('is nothing below 10⁻¹², an eighth at 10⁻⁶, the unit at 10⁰, and never more than 1.6 units', () => {
    expect([-99, -12, Number.NaN, -Infinity].map((log) => halfWidth(log, 46))).toEqual([0, 0, 0, 0]);
    expect(halfWidth(-6, 46)).toBeCloseTo(46 / 8, 12);
    expect(halfWidth(0, 46)).toBe(46);
    expect(halfWidth(300, 46)).toBeCloseTo(WIDEST * 46, 9);
  });

  it('grows with the gradient', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -12, max: 30, noNaN: true }),
        fc.double({ min: 1e-3, max: 5, noNaN: true }),
        (log, more) => halfWidth(log + more, 1) >= halfWidth(log, 1),
      ),
    );
  });
});

describe('an outline', () => {
  it('goes through every step’s width, and between two steps stays between them', () => {
    fc.assert(
      fc.property(logsOf(20), (logs) => {
        const half = outlineOf(stationsOf(logs, 220, []), 220, 46);
        const wide = logs.map((log) => halfWidth(log, 46));
        wide.forEach((own, k) => {
          // A thread is never thinner than 0.8 pixels, or it would be lost.
          if (own > 0.4) expect(half[11 * k + 5]).toBeCloseTo(own, 3);
        });
        for (let x = 6; x < 214; x++) {
          const k = Math.floor((x - 5) / 11);
          const [low, high] = [Math.min(wide[k], wide[k + 1]), Math.max(wide[k], wide[k + 1])];
          expect(half[x]).toBeGreaterThanOrEqual(Math.min(low, 0.4) - 1e-3);
          expect(half[x]).toBeLessThanOrEqual(Math.max(high, 0.41) + 1e-3);
        }
      }),
    );
  });

  it('ends flush with the columns of its first and last step', () => {
    const half = outlineOf(stationsOf([-3, -1, 0], 33, []), 33, 46);
    expect(half[0]).toBeCloseTo(halfWidth(-3, 46), 4);
    expect(half[32]).toBe(46);
  });

  it('breaks where truncation stops the gradient, at exact zeros, and at what is not there', () => {
    const stopped = outlineOf(stationsOf([-6, -6, 0, 0], 44, [2]), 44, 46);
    expect(stopped[21]).toBeCloseTo(halfWidth(-6, 46), 4);
    expect(stopped[22]).toBe(46);
    for (const nothing of [-Infinity, Number.NaN]) {
      const gap = outlineOf(stationsOf([0, nothing, 0], 33, []), 33, 46);
      expect([gap[10], gap[11], gap[21], gap[22]]).toEqual([46, 0, 0, 46]);
    }
    expect(runsOf(stationsOf([0, 0, -Infinity, 0, 0, 0], 60, [4]))).toEqual([
      [0, 2],
      [3, 4],
      [4, 6],
    ]);
  });

  it('shows the largest of the steps that share a pixel', () => {
    const logs = new Float64Array(2000).fill(-9);
    logs[1234] = 2;
    logs[1235] = -Infinity;
    const stations = stationsOf(logs, 500, [1600]);
    expect(stations.count).toBe(500);
    expect(stations.logs[308]).toBe(2);
    expect(stations.step[308]).toBe(1234);
    expect(stations.logs[309]).toBe(-9);
    expect([...stations.stop.keys()].filter((k) => stations.stop[k] === 1)).toEqual([400]);
    const sparse = stationsOf([Number.NaN, -1, Number.NaN, Number.NaN], 2, []);
    expect([...sparse.logs]).toEqual([-1, Number.NaN]);
  });
});

describe('strands', () => {
  const steps = Int32Array.of(0, 1);

  it('are as thick as the units’ shares, in the units’ order', () => {
    const { count, ends } = strandsOf({ units: 3, values: [0.5, 0.25, 0.25, 0, 1, 0] }, steps);
    expect(count).toBe(3);
    expect([...ends]).toEqual([0.5, 0.75, 1, 0, 1, 1]);
  });

  it('pool their neighbours beyond 64 units, and lose none of the width', () => {
    const values = Float64Array.from({ length: 256 }, (_, k) => (k === 130 ? 0.5 : 0.5 / 255));
    const { count, ends } = strandsOf({ units: 256, values }, Int32Array.of(0));
    expect(count).toBe(MOST_STRANDS);
    expect(ends[32] - ends[31]).toBeCloseTo(0.5 + (3 * 0.5) / 255, 6);
    expect(ends[63]).toBe(1);
  });

  it('are equal where nothing is known, and one where there are no shares at all', () => {
    expect([...strandsOf({ units: 4, values: [0, 0, 0, 0] }, Int32Array.of(0)).ends]).toEqual([0.25, 0.5, 0.75, 1]);
    expect([...strandsOf({ units: 2, values: [Number.NaN, Number.NaN] }, Int32Array.of(0)).ends]).toEqual([0.5, 1]);
    expect(strandsOf(null, steps)).toEqual({ count: 1, ends: Float32Array.of(1, 1) });
  });

  it('leave each step level and meet half-way', () => {
    const strands = strandsOf({ units: 2, values: [0.5, 0.5, 1, 0] }, steps);
    expect(strandMiddle(strands, 0, 0)).toBe(-0.5);
    expect(strandMiddle(strands, 0, 1)).toBe(0);
    expect(strandMiddle(strands, 0, 0.5)).toBe(-0.25);
    expect(strandMiddle(strands, 0, 0.1)).toBeCloseTo(-0.5 + 0.5 * 0.028, 6);
    expect([0.2, 0.6].map((at) => strandAt(strands, 0, at))).toEqual([0, 1]);
  });
});

describe('the band', () => {
  /** 11 steps: 10 back from the first. */
  const crossings = new Map([
    ['cec', Float64Array.from({ length: 11 }, (_, k) => 1.5 * (10 - k))],
    ['R_z', Float64Array.from({ length: 11 }, (_, k) => -0.5 * (10 - k))],
  ] as const);

  it('is what ran on each path, of all steps back; what cancels hangs below, and the shares sum to 1', () => {
    const band = bandOf(crossings, 11, 110);
    expect(band.stations).toBe(11);
    expect([band.up[0], band.down[0], band.up[11], band.down[11]]).toEqual([1.5, 0, 0, 0.5]);
    expect(shareAt(band, 0, 4) + shareAt(band, 1, 4)).toBe(1);
    expect(band.up[10]).toBeNaN();
    expect(detourAt(band, 4)).toBe(0);
    expect(detourAt(band, 10)).toBe(1);
  });

  it('loses no sign where a pixel covers several steps', () => {
    const turning = new Map([
      ['cec', Float64Array.from({ length: 9 }, (_, k) => (k % 2 === 0 ? 2 : 0) * (8 - k))],
      ['R_f', Float64Array.from({ length: 9 }, (_, k) => (k % 2 === 0 ? -1 : 1) * (8 - k))],
    ] as const);
    const band = bandOf(turning, 9, 2);
    expect([band.up[2], band.down[2]]).toEqual([0.4000000059604645, 0.6000000238418579]);
    for (const station of [0, 1]) expect(shareAt(band, 0, station) + shareAt(band, 1, station)).toBeCloseTo(1, 6);
  });

  it('has gaps where there is no gradient to ask about', () => {
    const none = new Map([['cec', new Float64Array(5).fill(Number.NaN)]] as const);
    expect([...bandOf(none, 5, 50).up].every(Number.isNaN)).toBe(true);
  });
});

describe('places', () => {
  it('are those at which the default’s plain RNN is gone, and where nothing is', () => {
    const batches = batchesOf(DEFAULTS);
    const { steps } = forwardOf(batches);
    const ghost = curvesOf(batches, steps).get('ghost') as Float64Array;
    expect(goneAt(ghost, LANE)).toEqual({ step: 47, back: 52, x: 528 });
    expect(beyondAt(ghost, LANE)).toBeNull();
    expect(goneAt([-Infinity, -1, 0], LANE)).toBeNull();
  });

  it('beyond: the first step on the way back that leaves the scale', () => {
    expect(beyondAt([7, 5, 8, 3, 0], LANE)).toEqual({ step: 2, back: 2, x: 660 });
  });
});

describe('a ribbon whose digits do not hold', () => {
  const logs = [1, 1, 0, 0];

  it('is sure only as far as both runs reach, and at least a fringe is not', () => {
    const { half, sure } = ribbonOf({ logs, second: [-6, 0.5, 0, 0.05], shares: null, stops: [] }, LANE);
    expect(half[137]).toBeCloseTo(halfWidth(1, 46), 1);
    expect(sure[137]).toBeCloseTo(halfWidth(-6, 46), 0);
    expect(half[412] - sure[412]).toBeGreaterThanOrEqual(46 / 16);
    expect(sure[700]).toBe(half[700]);
    expect(sure[1000]).toBe(half[1000]);
  });

  it('is sure everywhere where they do, or while there is no second run', () => {
    for (const second of [null, logs]) {
      const { half, sure } = ribbonOf({ logs, second, shares: null, stops: [] }, LANE);
      expect(sure).toBe(half);
    }
  });
});
