/** The ratio of two gradients, aligned at the loss. */
import { expect, it } from 'vitest';
import { ratioByStep } from '../../src/charts/ratio';

it('compares equal lags, whatever the lengths', () => {
  expect([...ratioByStep([-3, -2, -1], [-1, -1, -1])]).toEqual([2, 1, 0]);
  expect([...ratioByStep([-9, -3, -2, -1], [-1, -1, -1])]).toEqual([2, 1, 0]);
  expect([...ratioByStep([-2, -1], [-5, -1, -1])]).toEqual([Number.NaN, 1, 0]);
});

it('distinguishes a gradient that only one side has from one that neither has', () => {
  expect([...ratioByStep([-Infinity, -1, -Infinity], [-1, -Infinity, -Infinity])]).toEqual([
    Number.POSITIVE_INFINITY,
    -Infinity,
    Number.NaN,
  ]);
});
