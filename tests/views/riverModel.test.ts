/** Where the river's parts lie, and which path is under a pointer. */
import { expect, it } from 'vitest';
import type { Edge } from '../../src/settings/edges';
import { bandAt, hasPaths, lanesOf, roomIn } from '../../src/views/river/model';

it('a network with paths has a plain RNN above it, and a plain RNN has the river to itself', () => {
  const variant = { peepholes: false, forgetGate: true };
  expect(hasPaths({ cell: 'lstm', ...variant })).toBe(true);
  expect(hasPaths({ cell: 'gru', ...variant })).toBe(true);
  expect(hasPaths({ cell: 'rnn', ...variant })).toBe(false);
});

it.each([
  [1100, 360, 2, 'band'],
  [358, 184, 2, 'band'],
  [300, 128, 2, 'band'],
  [390, 180, 1, 'band'],
  [1100, 340, 1, 'factors'],
  [358, 184, 1, 'factors'],
] as const)('in %d × %d its %d lanes and its %s fit, one above the other', (width, height, count, under) => {
  const room = roomIn(width, height, count, under);
  const lanes = lanesOf(room);
  let above = 0;
  for (const { centre, unit } of lanes) {
    expect(centre - 1.6 * unit).toBeGreaterThanOrEqual(above - 1e-9);
    above = centre + 1.6 * unit;
  }
  expect(room.bandBase - room.bandHeight).toBeGreaterThan(above);
  expect(room.bandBase).toBeLessThanOrEqual(height + 1e-9);
});

it('a press on the band finds the path whose layer it is, and none where shares cancel or end', () => {
  const crossings = new Map<Edge, number[]>([
    ['cec', [6, 1, Number.NaN]],
    ['R_z', [-2, 1, Number.NaN]],
    ['R_o', [4, 0, Number.NaN]],
  ]);
  // Ten steps: nine back from the first, eight from the second.
  expect(bandAt(crossings, 10, 0, 0.5)).toBe('cec');
  expect(bandAt(crossings, 10, 0, 0.7)).toBe('R_o');
  expect(bandAt(crossings, 10, 0, 1.2)).toBeNull();
  expect(bandAt(crossings, 10, 1, 0.2)).toBe('R_z');
  expect(bandAt(crossings, 10, 0, -0.1)).toBeNull();
  expect(bandAt(crossings, 10, 9, 0.5)).toBeNull();
});
