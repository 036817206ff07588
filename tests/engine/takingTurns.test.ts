/** Two runs that take turns at every `yield`, as two panes do, share all workspaces: each has the bits that it has alone. */
import { createHash } from 'node:crypto';
import { serialize } from 'node:v8';
import { describe, expect, it } from 'vitest';
import type { Batch } from '../../src/engine/batches';
import { Pipeline } from '../../src/engine/pipeline';
import { RowGram } from '../../src/engine/rowGram';
import { StepFactors } from '../../src/engine/stepFactors';
import { runToEnd } from '../../src/math/task';
import type { Settings } from '../../src/settings/settings';
import { DEFAULTS } from '../../src/settings/specs';
import { lstmTraceOf, small } from './networks';

const CASES: Readonly<Record<string, Partial<Settings>>> = {
  'LSTMs of the default size': { steps: 12 },
  'LSTMs with peepholes and without a forget gate': { steps: 8, hiddenSize: 13, peepholes: true, forgetGate: false },
  'RNNs with long searches': { steps: 12, cell: 'rnn', hiddenSize: 64, weights: 'orthogonal' },
  'LSTMs too large to form JᵀJ': { steps: 3, hiddenSize: 144 },
};

/** A digest of every batch, one after each `next`. */
function* digests(settings: Partial<Settings>): Generator<void, string[]> {
  const all: string[] = [];
  for (const batch of new Pipeline().run({ ...DEFAULTS, ...settings })) {
    if (batch) all.push(digestOf(batch));
    yield;
  }
  return all;
}

const digestOf = (batch: Batch): string => createHash('sha1').update(serialize(batch)).digest('hex');

function alone(settings: Partial<Settings>): string[] {
  for (const task = digests(settings); ; ) {
    const next = task.next();
    if (next.done === true) return next.value;
  }
}

describe('runs that take turns', () => {
  for (const [name, settings] of Object.entries(CASES)) {
    it(`have their own bits: ${name}`, () => {
      const pair = [
        { ...settings, seed: 1 },
        { ...settings, seed: 2 },
      ];
      const expected = pair.map(alone);
      expect(expected[0]).not.toEqual(expected[1]);
      const results: string[][] = [];
      const tasks = pair.map(digests);
      while (results[0] === undefined || results[1] === undefined) {
        for (const [k, task] of tasks.entries()) {
          if (results[k] !== undefined) continue;
          const next = task.next();
          if (next.done === true) results[k] = next.value;
        }
      }
      expect(results).toEqual(expected);
    });
  }
});

describe('squares of large steps', () => {
  it('are formed from their own products where two are formed in turns', () => {
    const gramOf = (seed: number): RowGram => {
      const factors = new StepFactors(lstmTraceOf(small({ hiddenSize: 14, seed })).linear);
      factors.load(5);
      return runToEnd(RowGram.of(factors));
    };
    const x = Float64Array.from({ length: 28 }, (_, k) => Math.sin(1 + 2 * k));
    const applied = (gram: RowGram): Float64Array => {
      const out = new Float64Array(x.length);
      gram.times(x, out);
      return out;
    };
    const expected = [1, 2].map((seed) => {
      const gram = gramOf(seed);
      runToEnd(gram.form());
      return applied(gram);
    });
    const grams = [gramOf(1), gramOf(2)];
    let open = grams.map((gram) => gram.form());
    while (open.length > 0) open = open.filter((task) => task.next().done !== true);
    expect(grams.map(applied)).toEqual(expected);
  });
});
