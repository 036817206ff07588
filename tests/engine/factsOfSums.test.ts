/** Spec, section 5, items 6 and 7: the messages sum to what arrives, the crossings to the lag. */
import { describe, expect, it } from 'vitest';
import { inspect } from '../../src/engine/inspection';
import { hasLedger, runLedger } from '../../src/engine/ledger';
import { diagonalsOn } from '../../src/engine/linearisation';
import { lossOf } from '../../src/engine/loss';
import { newMessageStage, runMessageStage } from '../../src/engine/messageStage';
import { residualOf } from '../../src/engine/residual';
import type { BackwardSweep } from '../../src/engine/sweep';
import { runToEnd } from '../../src/math/task';
import { activeCuts, type Edge } from '../../src/settings/edges';
import type { Settings } from '../../src/settings/settings';
import { maxAbs, rowOf, small, sweepOf, traceOf } from './networks';

const EVERYTHING = { peepholes: true, initialState: 'random', spectralRadius: 3 } as const;
const CASES: Readonly<Record<string, Settings>> = {
  'plain LSTM': small(),
  'LSTM with peepholes': small(EVERYTHING),
  'one cut': small({ ...EVERYTHING, cuts: ['R_f'] }),
  'carousel cut, peepholes open': small({ ...EVERYTHING, cuts: ['cec'] }),
  'peepholes cut one by one': small({ ...EVERYTHING, cuts: ['p_i', 'p_o'] }),
  'two matrices cut': small({ ...EVERYTHING, cuts: ['R_z', 'R_o'] }),
  'the 1997 gradient': small({ ...EVERYTHING, cuts: ['R_z', 'R_i', 'R_f', 'R_o', 'p_i', 'p_f', 'p_o'] }),
  'no forget gate': small({ ...EVERYTHING, forgetGate: false }),
  'a loss at every step': small({ ...EVERYTHING, loss: 'every' }),
  'windows of 5': small({ ...EVERYTHING, loss: 'every', truncation: 'window', truncationSteps: 5 }),
  'sliding 4': small({ ...EVERYTHING, loss: 'every', truncation: 'sliding', truncationSteps: 4, cuts: ['p_f'] }),
  'sliding 1, last step': small({ ...EVERYTHING, truncation: 'sliding', truncationSteps: 1 }),
  'tanh RNN': small({ cell: 'rnn', spectralRadius: 2 }),
  'ReLU RNN, windows': small({
    cell: 'rnn',
    activation: 'relu',
    loss: 'every',
    truncation: 'window',
    truncationSteps: 3,
  }),
  'sigmoid RNN, sliding': small({ cell: 'rnn', activation: 'sigmoid', loss: 'every', truncation: 'sliding' }),
};

/** Sum of what `edges` deliver to a step. */
function messagesOn(sweep: BackwardSweep, edges: readonly Edge[], step: number): number[] {
  const total = new Array<number>(sweep.linear.size).fill(0);
  for (const edge of edges) {
    const rows = sweep.message.get(edge);
    if (rows === undefined) throw new Error(`no messages of ${edge}`);
    rowOf(rows, step).forEach((value, k) => (total[k] += value));
  }
  return total;
}

describe('item 6: what arrives equals the sum of its messages', () => {
  describe.each(Object.entries(CASES))('%s', (_, settings) => {
    const sweep = sweepOf(settings);
    const { linear, loss } = sweep;
    const { steps, size } = linear;

    it('on y: δy − Δ is the sum of the messages of the recurrent matrices', () => {
      for (let step = 0; step < steps; step++) {
        const sum = messagesOn(
          sweep,
          linear.matrixEdges.map(({ edge }) => edge),
          step,
        );
        const delta = rowOf(sweep.deltaOutput, step);
        const direct = Array.from(loss.delta.subarray(step * size, (step + 1) * size));
        const largest = Math.max(
          maxAbs(delta),
          maxAbs(direct),
          ...linear.matrixEdges.map(({ edge }) => maxAbs(messagesOn(sweep, [edge], step))),
        );
        sum.forEach((value, k) => expect(Math.abs(value + direct[k] - delta[k])).toBeLessThanOrEqual(1e-14 * largest));
      }
    });

    it(
      linear.hasCell ? 'on c: δc − Q δy is the sum of the messages of the cell’s edges' : 'and there is no cell',
      () => {
        if (!linear.hasCell) return expect(sweep.message.size).toBe(1);
        const carry = sweep.cuts.has('p_o') ? linear.carryWithoutPeephole : linear.carry;
        for (let step = 0; step < steps; step++) {
          const sum = messagesOn(
            sweep,
            diagonalsOn('cell', linear).map(({ edge }) => edge),
            step,
          );
          const cell = rowOf(sweep.deltaCell, step);
          const output = rowOf(sweep.deltaOutput, step);
          const largest = Math.max(maxAbs(cell), maxAbs(output));
          sum.forEach((value, k) => {
            const arrived = cell[k] - carry.mantissa[step * size + k] * output[k];
            expect(Math.abs(value - arrived)).toBeLessThanOrEqual(1e-14 * largest);
          });
        }
      },
    );

    it('by the residual that the page shows', () => {
      for (let step = 0; step < steps; step++) expect(residualOf(sweep)(step)).toBeLessThan(-14);
    });
  });

  it('and the residual shows a message that is wrong by a millionth', () => {
    for (const edge of ['R_z', 'cec'] as const) {
      const sweep = sweepOf(CASES['LSTM with peepholes']);
      const rows = sweep.message.get(edge);
      expect(residualOf(sweep)(3)).toBeLessThan(-14);
      for (let k = 0; k < 6; k++) if (rows !== undefined) rows.mantissa[3 * 6 + k] *= 1 + 1e-6;
      expect(residualOf(sweep)(3)).toBeGreaterThan(-9);
    }
  });

  it('a cut edge delivers nothing, and an open one does', () => {
    const sweep = sweepOf(CASES['two matrices cut']);
    for (const [edge, rows] of sweep.message) {
      expect(maxAbs(rows.mantissa) === 0, edge).toBe(edge === 'R_z' || edge === 'R_o');
    }
  });

  it('nothing crosses the start of a window, and a sliding loss goes back k steps and no further', () => {
    const windows = sweepOf(CASES['windows of 5']);
    // Blocks start at steps 0, 5 and 10: nothing is delivered to steps 4 and 9.
    for (let step = 0; step < 13; step++) {
      const cec = windows.message.get('cec');
      if (cec !== undefined) expect(maxAbs(rowOf(cec, step)) === 0, `step ${step}`).toBe(step === 4 || step === 9);
    }
    const sliding = sweepOf(small({ truncation: 'sliding', truncationSteps: 4 }));
    for (let step = 0; step < 14; step++) expect(maxAbs(rowOf(sliding.deltaCell, step)) === 0).toBe(step < 13 - 4);
  });
});

describe('item 7: the crossings sum to the lag', () => {
  const withLedger = Object.entries(CASES).filter(
    ([, settings]) => settings.loss === 'last' && settings.truncation === 'none',
  );

  it.each(withLedger)('%s', (_, settings) => {
    const sweep = sweepOf(settings);
    const { crossings } = runToEnd(runLedger(sweep));
    const { steps } = sweep.linear;
    for (let step = 0; step < steps; step++) {
      const parts = [...crossings.values()].map((series) => series[step]);
      const scale = parts.reduce((sum, part) => sum + Math.abs(part), 1);
      const sum = parts.reduce((total, part) => total + part, 0);
      expect(Math.abs(sum - (steps - 1 - step))).toBeLessThanOrEqual(1e-12 * scale);
    }
    for (const [edge, series] of crossings) {
      if (sweep.cuts.has(edge)) expect(maxAbs(series)).toBe(0);
      else expect(maxAbs(series), edge).toBeGreaterThan(0);
    }
  });

  it('with the carousel alone open, all of them are its own', () => {
    const { crossings } = runToEnd(runLedger(sweepOf(CASES['the 1997 gradient'])));
    expect(Array.from(crossings.get('cec') ?? [], (value) => Number(value.toFixed(10)))).toEqual(
      Array.from({ length: 14 }, (_, step) => 13 - step),
    );
  });

  it('so do those of one unit', () => {
    const settings = CASES['LSTM with peepholes'];
    const trace = traceOf(settings);
    const stage = newMessageStage(trace.linear, runToEnd(lossOf(settings, 14)), activeCuts(settings));
    runToEnd(runMessageStage(stage, { kind: 'none' }, 100));
    const ledger = runToEnd(runLedger(stage.sweep));
    for (const step of [0, 5, 12]) {
      for (let unit = 0; unit < 6; unit++) {
        const ledgers = inspect(trace, stage, ledger, step, unit).crossings;
        expect(ledgers.map(({ of }) => of)).toEqual(['δc − Q ⊙ δy', 'δy']);
        for (const { by } of ledgers) {
          const parts = Object.values(by ?? {});
          expect(parts).toHaveLength(7);
          const scale = parts.reduce((total, part) => total + Math.abs(part), 0);
          expect(Math.abs(parts.reduce((a, b) => a + b, 0) - (13 - step))).toBeLessThanOrEqual(1e-12 * scale);
        }
      }
    }
  });

  it('and are not asked for where Euler’s theorem does not hold', () => {
    expect(hasLedger(sweepOf(small()), { kind: 'none' })).toBe(true);
    expect(hasLedger(sweepOf(small({ loss: 'every' })), { kind: 'none' })).toBe(false);
    expect(hasLedger(sweepOf(small()), { kind: 'window', steps: 3 })).toBe(false);
    expect(hasLedger(sweepOf(small()), { kind: 'sliding', steps: 3 })).toBe(false);
  });
});
