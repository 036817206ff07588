/** Lines and bars of the weights view, and the shares of saturated units. */
import { describe, expect, it } from 'vitest';
import { sharePath } from '../../src/charts/saturation';
import { lastSteps, linearPath } from '../../src/charts/weightStrip';

const FRAME = { width: 100, height: 22, steps: 4 };
/** The points of a path of straight lines. */
const points = (path: string): number[][] =>
  path
    .slice(1)
    .split('L')
    .map((pair) => pair.split(',').map(Number));

describe('linearPath', () => {
  it('draws norms from 0 at the bottom to the largest at the top, whatever their size', () => {
    for (const power of [0, 900, -900]) {
      const logs = Float64Array.of(power, power + Math.log10(0.5), -Infinity, power - 400);
      expect(points(linearPath(logs, FRAME)), `10^${power}`).toEqual([
        [12.5, 1],
        [37.5, 11],
        [62.5, 21],
        [87.5, 21],
      ]);
    }
  });

  it('draws nothing of nothing', () => {
    expect(linearPath(new Float64Array(4).fill(-Infinity), FRAME)).toBe('');
    expect(linearPath(Float64Array.of(1, 2, 3, 4), { ...FRAME, width: 0 })).toBe('');
  });
});

it('lastSteps ends at the right edge and never sticks out on the left', () => {
  expect(lastSteps(1, FRAME)).toEqual({ x: 75, width: 25 });
  expect(lastSteps(4, FRAME)).toEqual({ x: 0, width: 100 });
  expect(lastSteps(9, FRAME)).toEqual({ x: 0, width: 100 });
});

it('sharePath has one stair a step, from its own edge', () => {
  const shares = Float64Array.of(0, 0.5, 1);
  const frame = { width: 30, height: 20, steps: 3 };
  expect(sharePath(shares, frame, 'bottom')).toBe('M0,20V20H10V10H20V0H30V20Z');
  expect(sharePath(shares, frame, 'top')).toBe('M0,0V0H10V10H20V20H30V0Z');
});
