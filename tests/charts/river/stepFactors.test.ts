/** The strip of factors under a plain RNN's river. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  barsPath,
  levelsPath,
  ratiosOf,
  reachOf,
  stepFactors,
  underTarget,
} from '../../../src/charts/river/stepFactors';

const FRAME = { width: 300, height: 40 };

it('factors multiply to what is left, also where several steps share a pixel', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -300, max: 300, noNaN: true }), { minLength: 2, maxLength: 700 }),
      (norms) => {
        const ratios = ratiosOf(norms);
        expect(ratios.at(-1)).toBeNaN();
        const { stations, logs } = stepFactors(ratios, null, FRAME.width);
        expect(stations).toBeLessThanOrEqual(FRAME.width);
        const inStation = (k: number): number =>
          [...ratios.keys()].filter((t) => t < norms.length - 1 && Math.floor((t * stations) / norms.length) === k)
            .length;
        let product = 0;
        logs.forEach((log, k) => {
          if (!Number.isNaN(log)) product += log * inStation(k);
        });
        expect(product).toBeCloseTo((norms[0] as number) - (norms.at(-1) as number), 6);
      },
    ),
    { numRuns: 40 },
  );
});

it('a factor of one half reaches half-way down, one of two half-way up, and none leaves the strip', () => {
  expect([reachOf(Math.log10(0.5)), reachOf(0), reachOf(Math.log10(2))]).toEqual([-0.5, 0, 0.5]);
  expect([reachOf(-400), reachOf(400)]).toEqual([-1, 1]);
});

it('draws what shrinks below 1, what grows above it, and nothing where there is no gradient', () => {
  const factors = stepFactors([Math.log10(0.5), Math.log10(2), Number.NaN], null, FRAME.width);
  expect(barsPath(factors, FRAME, -1, false)).toBe('M0 20v10h99v-10z');
  expect(barsPath(factors, FRAME, 1, false)).toBe('M100 20v-10h99v10z');
  expect(levelsPath(factors, FRAME)).toBe('M0 30h100M100 10h100');
});

it('keeps apart what two runs do not agree on', () => {
  const factors = stepFactors([-1, -1, -1], [-1, -1.3, -1], FRAME.width);
  expect(barsPath(factors, FRAME, -1, true)).toBe('M100 20v18h99v-18z');
  expect(barsPath(factors, FRAME, -1, false).match(/M/g)).toHaveLength(2);
});

it('has no factor where nothing comes from the step after', () => {
  expect(ratiosOf([-3, -Infinity, 0])).toEqual(Float64Array.of(Number.NaN, -Infinity, Number.NaN));
});

it('stands a Jacobian’s norm under the step that it leads to', () => {
  expect(underTarget([1, 2, 3])).toEqual(Float64Array.of(2, 3, Number.NaN));
});
