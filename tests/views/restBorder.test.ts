import { expect, it } from 'vitest';
import { restFactor } from '../../src/views/lab/restBorder';

const largest = (keep: number, re: number[], im: number[], factor: number): number =>
  Math.max(...re.map((x, k) => Math.hypot(keep + factor * (x - keep), factor * (im[k] as number))));

it.each([
  [0.95, [1.2, 0.7, 0.9], [0, 0.1, -0.3]],
  [0, [0.5, -0.9, 0.2], [0.5, 0, 0]],
  [0.5, [2, 1], [3, -1]],
])('from a forget gate of %f, the radius times the factor has max|μ| = 1', (keep, re, im) => {
  const factor = restFactor({ keep, re, im }) ?? Number.NaN;
  expect(largest(keep, re, im, factor)).toBeCloseTo(1, 12);
  // Everything below decays.
  for (const share of [0.2, 0.6, 0.99]) expect(largest(keep, re, im, share * factor)).toBeLessThan(1);
});

it('is none where the gradient never decays, and where no matrix moves it', () => {
  expect(restFactor({ keep: 1, re: [1.2], im: [0] })).toBeNull();
  expect(restFactor({ keep: 0.5, re: [0.5], im: [0] })).toBeNull();
});
