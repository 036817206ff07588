/** The dots: seeded, honest, and a function of the time alone. */
import { describe, expect, it } from 'vitest';
import { packed, rgbOf } from '../../../src/charts/ramps/oklab';
import { PALETTES } from '../../../src/charts/ramps/palette';
import { bandOf } from '../../../src/charts/river/band';
import { paintDots } from '../../../src/charts/river/dotPainter';
import { dotAt, FOLLOWED, flowOf, NEUTRAL, ROUND, stationOfDot } from '../../../src/charts/river/dots';
import { type Lane, ribbonOf } from '../../../src/charts/river/ribbon';
import { seeded } from '../../../src/charts/river/seeded';

const STEPS = 100;
const LANE: Lane = { left: 10, width: 1100, centre: 80, unit: 46 };
const shares = { units: 32, values: Float64Array.from({ length: 32 * STEPS }, (_, k) => 1 + ((k * 13) % 11)) };
const alive = ribbonOf({ logs: new Float64Array(STEPS).fill(-1), second: null, shares, stops: [] }, LANE);
const dying = ribbonOf(
  { logs: Float64Array.from({ length: STEPS }, (_, k) => (k - 99) * 0.25), second: null, shares, stops: [] },
  LANE,
);
const lagShare = (share: number): Float64Array => Float64Array.from({ length: STEPS }, (_, k) => share * (99 - k));
const band = bandOf(
  new Map([
    ['cec', lagShare(0.9)],
    ['R_z', lagShare(0.3)],
    ['R_f', lagShare(-0.2)],
  ] as const),
  STEPS,
  LANE.width,
);

describe('where a dot is', () => {
  it('depends on the time alone', () => {
    const [one, other] = [flowOf(alive, band, 72, 11), flowOf(alive, band, 72, 11)];
    for (const seconds of [9, 0.3, 1.7]) stationOfDot(other, 5, seconds);
    for (let dot = 0; dot < 72; dot++) {
      const station = stationOfDot(one, dot, 1.7);
      expect(stationOfDot(other, dot, 1.7)).toBe(station);
      expect(dotAt(other, alive, LANE, dot, station)).toEqual(dotAt(one, alive, LANE, dot, station));
    }
    expect(flowOf(alive, band, 72, 12).path).not.toEqual(one.path);
  });

  it('goes from the loss to the first step in one round, and then begins anew', () => {
    const flow = flowOf(alive, band, 4, 11);
    expect(stationOfDot(flow, FOLLOWED, 0)).toBeCloseTo(99.5, 9);
    expect(stationOfDot(flow, FOLLOWED, ROUND)).toBeCloseTo(-0.5, 9);
    expect(stationOfDot(flow, FOLLOWED, ROUND * 1.06)).toBeCloseTo(99.5, 6);
    expect(dotAt(flow, alive, LANE, FOLLOWED, stationOfDot(flow, FOLLOWED, ROUND * 1.03))).toBeNull();
  });

  it('is within the ribbon, as large as the ribbon is wide, and nowhere below 10⁻¹²', () => {
    const flow = flowOf(dying, null, 40, 3);
    for (let dot = 0; dot < 40; dot++) {
      for (let station = -0.5; station < 99.5; station += 0.37) {
        const at = dotAt(flow, dying, LANE, dot, station);
        // 10⁻¹² is at step 51 of 0 … 99.
        if (station < 51) expect(at).toBeNull();
        if (at === null) continue;
        expect(Math.abs(at.y - LANE.centre)).toBeLessThanOrEqual(dying.half[Math.floor(at.x) - LANE.left]);
        expect(at.path).toBe(NEUTRAL);
      }
    }
    expect(dotAt(flow, dying, LANE, 0, 99)?.size).toBe(1);
    expect(dotAt(flow, dying, LANE, 0, 75)?.size).toBeCloseTo(0.125, 6);
  });

  it('keeps its lane on the carousel and rides its unit’s strand off it', () => {
    const onCarousel = bandOf(new Map([['cec', lagShare(1)]] as const), STEPS, LANE.width);
    const calm = flowOf(alive, onCarousel, 8, 5);
    const heights = [20, 40.5, 60].map((station) => dotAt(calm, alive, LANE, 3, station)?.y);
    for (const height of heights) expect(height).toBeCloseTo(heights[0] ?? Number.NaN, 6);
    const churned = flowOf(alive, null, 8, 5);
    expect(new Set([20, 21, 22, 23].map((station) => dotAt(churned, alive, LANE, 3, station)?.y)).size).toBe(4);
  });
});

describe('a dot’s hue', () => {
  it('is drawn by the shares above the base: 3 in 4, 1 in 4, and never a share that cancels', () => {
    const flow = flowOf(alive, band, 400, 7);
    const counts = [0, 0, 0];
    for (const path of flow.path) counts[path]++;
    const all = 400 * STEPS;
    // Four standard deviations of a binomial with n = 40 000.
    expect(Math.abs(counts[0] / all - 0.75)).toBeLessThan(4 * Math.sqrt((0.75 * 0.25) / all));
    expect(counts[0] + counts[1]).toBe(all);
    expect(counts[2]).toBe(0);
  });
});

describe('painting', () => {
  const blank = () => ({
    pixels: new Uint32Array(1120 * 160).fill(packed(rgbOf(PALETTES.dark.page))),
    width: 1120,
    height: 160,
  });
  const options = { theme: 'dark', ratio: 1, edges: band.edges, radius: 2.6, followed: false } as const;

  it('is the same at the same time, and another picture at another', () => {
    const flow = flowOf(alive, band, 20, 11);
    const at = (seconds: number): Uint32Array => {
      const picture = blank();
      paintDots(picture, LANE, alive, flow, seconds, options);
      return picture.pixels;
    };
    const first = at(1);
    expect(at(1)).toEqual(first);
    expect(at(1.1)).not.toEqual(first);
  });

  it('gives the followed dot a trail in the hues of its ways', () => {
    const flow = flowOf(alive, band, 1, 11);
    const picture = blank();
    paintDots(picture, LANE, alive, flow, 2, { ...options, followed: true });
    const seen = new Set(picture.pixels);
    for (const hue of [PALETTES.dark.hues.cec, PALETTES.dark.hues.R_z]) expect(seen.has(packed(rgbOf(hue)))).toBe(true);
    expect(seen.has(packed(rgbOf(PALETTES.dark.hues.R_f)))).toBe(false);
  });
});

it('draws the same chances from the same seed, all in [0, 1)', () => {
  const [one, same, other] = [seeded(97), seeded(97), seeded(98)];
  const draws = Array.from({ length: 1000 }, () => one());
  expect(Array.from({ length: 1000 }, () => same())).toEqual(draws);
  expect(other()).not.toBe(draws[0]);
  expect(draws.every((value) => value >= 0 && value < 1)).toBe(true);
  expect(draws.reduce((sum, value) => sum + value, 0) / 1000).toBeCloseTo(0.5, 1);
});
