/** The first visit's two fronts. */
import { expect, it } from 'vitest';
import { frontAt, halfAtFront, INTRO_ENDS } from '../../../src/charts/river/intro';
import { halfWidth } from '../../../src/charts/river/width';

it('the upper lane’s front arrives after 1.1 s, the lower one’s has left before, and all ends after 3 s', () => {
  expect([0, 1.1, INTRO_ENDS].map((s) => [frontAt(s, 0), frontAt(s, 1)])).toEqual([
    [0, 0],
    [1, expect.closeTo(0.2 / 2.1, 9)],
    [1, 1],
  ]);
});

it('a front is as high as the ribbon where it is', () => {
  const logs = [-6, -3, -1, 0];
  expect(halfAtFront(logs, 0, 40)).toBe(40);
  expect(halfAtFront(logs, 1, 40)).toBe(halfWidth(-6, 40));
  // Half-way lies between the second step and the third.
  expect(halfAtFront(logs, 0.5, 40)).toBeCloseTo((halfWidth(-3, 40) + halfWidth(-1, 40)) / 2, 9);
  expect(halfAtFront([-Infinity, -20], 0.5, 40)).toBe(0);
});
