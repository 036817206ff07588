/** Where truncation stops the gradient, against the sweep that it truncates. */
import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../src/settings/specs';
import { isCutShort, truncationNote } from '../../src/story/truncationNote';
import { small, sweepOf } from '../engine/networks';

describe('truncation at one step', () => {
  it.each([
    ['window', 'last', 4],
    ['window', 'every', 5],
    ['sliding', 'last', 4],
    ['sliding', 'every', 4],
    ['none', 'last', 4],
  ] as const)('%s, loss %s, k = %i: nothing comes just where the sweep has no messages', (truncation, loss, k) => {
    const settings = small({ truncation, loss, truncationSteps: k });
    const { linear, message } = sweepOf(settings);
    const { steps, size } = linear;
    for (let step = 0; step < steps - 1; step++) {
      const cells = [...message.values()].flatMap((rows) =>
        Array.from({ length: size }, (_, unit) => rows.at(step, unit)),
      );
      const isVoid = cells.every(({ mantissa }) => mantissa === 0);
      expect(isCutShort(settings, { step, steps, inForce: truncation }), `step ${step}`).toBe(isVoid);
    }
  });

  it('has a word where it stops the gradient, and where δ and messages hold different losses', () => {
    const place = { step: 3, steps: 10, inForce: 'window' } as const;
    expect(truncationNote({ ...DEFAULTS, truncationSteps: 4 }, place)).toBe('Truncation: nothing comes from step 5.');
    expect(truncationNote({ ...DEFAULTS, loss: 'every', truncationSteps: 3 }, place)).toBeNull();
    expect(truncationNote({ ...DEFAULTS, loss: 'every' }, { ...place, inForce: 'sliding' })).toMatch(/only the losses/);
    expect(truncationNote({ ...DEFAULTS, truncationSteps: 4 }, { ...place, inForce: 'none' })).toBeNull();
    expect(truncationNote({ ...DEFAULTS, truncationSteps: 5 }, { ...place, step: 9 }), 'the last step').toBeNull();
  });
});
