/** Columns of signed amounts: the crossings of each path. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stackedSteps } from '../../src/charts/stackedSteps';

const plain = () => (value: number) => value;

describe('stacked columns', () => {
  it('stand on one another, negative ones below zero, each as wide as its step', () => {
    const series = new Map([
      ['a', [3, 1]],
      ['b', [-2, 1]],
      ['c', [1, Number.NaN]],
    ]);
    const { layers, low, high } = stackedSteps(series, { width: 20, steps: 2 }, plain);
    expect([low, high]).toEqual([-2, 4]);
    expect(layers).toEqual([
      { name: 'a', up: 'M0,0V3H10V1H20V0H10V0H0Z', down: '' },
      { name: 'b', up: 'M10,1V2H20V1H10Z', down: 'M0,0V-2H10V0H0Z' },
      { name: 'c', up: 'M0,3V4H10V3H0Z', down: '' },
    ]);
  });

  it('have no slant where a sign changes: every line is level or upright', () => {
    const signs = new Map([['a', [2, -1, 3, -4, 0, 1]]]);
    const [layer] = stackedSteps(signs, { width: 60, steps: 6 }, plain).layers;
    expect(`${layer?.up}${layer?.down}`).toMatch(/^(M[\d.-]+,[\d.-]+([VH][\d.-]+)+Z)+$/);
    expect(layer?.up.match(/M/g)).toHaveLength(3);
    expect(layer?.down.match(/M/g)).toHaveLength(2);
  });

  it('keep what cancels where a pixel covers several steps', () => {
    const turning = new Map([['a', [4, -2, 4, -2]]]);
    const { layers, low, high } = stackedSteps(turning, { width: 2, steps: 4 }, plain);
    expect([low, high]).toEqual([-1, 2]);
    expect(layers[0]).toEqual({ name: 'a', up: 'M0,0V2H1V2H2V0H1V0H0Z', down: 'M0,0V-1H1V-1H2V0H1V0H0Z' });
  });

  it('reach from the negative to the positive sum at each step', () => {
    const value = fc.double({ min: -50, max: 50, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.array(value, { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 6 }), (rows) => {
        const series = new Map(rows.map((values, k) => [String(k), values]));
        const { low, high } = stackedSteps(series, { width: 40, steps: 4 }, plain);
        const sums = [0, 1, 2, 3].map((step) => {
          const column = rows.map((row) => row[step] ?? 0);
          const total = (keep: (v: number) => boolean): number => column.filter(keep).reduce((a, b) => a + b, 0);
          return [total((v) => v < 0), total((v) => v > 0)] as const;
        });
        expect(low).toBeCloseTo(Math.min(0, ...sums.map(([down]) => down)), 9);
        expect(high).toBeCloseTo(Math.max(low + 1, ...sums.map(([, up]) => up)), 9);
      }),
    );
  });
});
