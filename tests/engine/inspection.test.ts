/** The exact numbers behind one cell are the sweep's own, and its factors make the messages. */
import { describe, expect, it } from 'vitest';
import { inspect } from '../../src/engine/inspection';
import { Pipeline } from '../../src/engine/pipeline';
import { type Scaled, toNumber } from '../../src/math/scaled';
import { DEFAULTS } from '../../src/settings/specs';
import { small } from './networks';
import { collect, messagesOf } from './runs';

describe('inspection', () => {
  const settings = small({ peepholes: true });
  const pipeline = new Pipeline();
  const batches = collect(pipeline.run(settings));
  const at = (step: number, unit: number): ReturnType<typeof inspect> => {
    const { currentTrace, messages, ledger } = pipeline;
    if (currentTrace === null || messages === null) throw new Error('the run left nothing');
    return inspect(currentTrace, messages, ledger, step, unit);
  };
  const value = (scaled: Scaled | undefined): number => toNumber(scaled ?? { mantissa: Number.NaN, blockExponent: 0 });

  it('gives the factor that turns δc of the step after into the message of the carousel and the peepholes', () => {
    for (const edge of ['cec', 'p_i', 'p_f'] as const) {
      const here = at(5, 2);
      const message = value(at(6, 2).delta.δc) * value(here.factor[edge]);
      expect(value(here.arriving[edge]) / message).toBeCloseTo(1, 14);
    }
    expect(value(at(5, 2).factor.cec)).toBe(value(at(6, 2).forward.f));
    expect(at(13, 0).factor).toEqual({});
  });

  it('has the values that the heatmap shows in float32', () => {
    const [{ cells, count }] = messagesOf(batches);
    const index = 5 * 6 + 2; // row c comes first
    expect(count).toBe(14);
    const log = Math.log10(Math.abs(value(at(5, 2).delta.δc)) * Math.sqrt(6));
    expect(cells[index]).toBeCloseTo(log, 5);
  });

  it('has the ledger of each part of g beside its own value: the default’s first cell', () => {
    const first = new Pipeline();
    collect(first.run(DEFAULTS));
    const { currentTrace, messages, ledger } = first;
    if (currentTrace === null || messages === null) throw new Error('the run left nothing');
    const [cell, output] = inspect(currentTrace, messages, ledger, 0, 0).crossings;
    const rounded = (by: object | null | undefined): number[] =>
      Object.values(by ?? {}).map((part: number) => Math.round(100 * part) / 100);
    expect(cell?.of).toBe('δc − Q ⊙ δy');
    expect(rounded(cell?.by)).toEqual([246.11, -139, 14.82, -29.5, 6.58]);
    expect(output?.of).toBe('δy');
    expect(rounded(output?.by)).toEqual([93.29, 4.44, 0.66, 0.87, -0.26]);
    expect(value(output?.value)).toBe(value(inspect(currentTrace, messages, ledger, 0, 0).delta.δy));
  });

  it('has none of a part that is exactly zero, and none without a ledger', () => {
    const [cell, output] = at(13, 2).crossings;
    expect(cell?.by).toBeNull();
    expect(output?.by).not.toBeNull();
    const every = new Pipeline();
    collect(every.run(small({ loss: 'every' })));
    const { currentTrace, messages, ledger } = every;
    if (currentTrace === null || messages === null) throw new Error('the run left nothing');
    expect(inspect(currentTrace, messages, ledger, 3, 2).crossings).toEqual([]);
  });

  it('says which cell does not exist', () => {
    expect(() => at(14, 0)).toThrow(RangeError);
    expect(() => at(0, -1)).toThrow('no unit 0 at step 1');
  });
});
