/** What peepholes do to the carousel. */
import { above, below, type Claim, exactly } from './claim';

const CC = { kind: 'largest', curve: 'step.cc' } as const;
const UNIT_FACTOR = { kind: 'largestFactor', of: 'unit' } as const;

export const PEEPHOLES: readonly Claim[] = [
  {
    id: 'peepholes-open-the-carousel',
    title: 'Peepholes open the carousel: the cell’s own factor, never above 1 without them, can pass it.',
    source: {
      text: 'Gers, Schraudolph & Schmidhuber 2002, Learning Precise Timing with LSTM Recurrent Networks (whose own gradient is cut at the peepholes)',
      url: 'https://www.jmlr.org/papers/v3/gers02a.html',
    },
    settings: { peepholes: true },
    draws: 'any',
    checks: [
      {
        what: 'largest step norm from cell to cell, c → c, with peepholes',
        measure: CC,
        expected: 1,
        tolerance: above,
        format: 'number',
      },
      {
        what: 'the same without peepholes',
        changes: { peepholes: false },
        measure: CC,
        expected: 1,
        tolerance: below,
        format: 'number',
      },
      {
        what: 'the largest |δcᵗ| / |δcᵗ⁺¹| of any unit on the 1997 cell, matrices cut, p_i open',
        changes: { forgetGate: false, cuts: ['R_z', 'R_i', 'R_o'] },
        measure: UNIT_FACTOR,
        expected: 1.1,
        tolerance: above,
        format: 'number',
      },
      {
        what: 'the same with p_i cut too',
        changes: { forgetGate: false, cuts: ['R_z', 'R_i', 'R_o', 'p_i'] },
        measure: UNIT_FACTOR,
        expected: 1,
        tolerance: exactly,
        format: 'number',
      },
    ],
    explanation:
      'A peephole lets a gate look at the cell, and so gives the gradient a second way from the cell to itself: f + p_i z σ′(ī) + p_f c σ′(f̄) instead of f. That can be more than 1 at a step, or less; over many steps either may win. Gers and Schmidhuber, who brought peepholes in, cut exactly this way in training: no error goes back through a peephole. Cut it here, and the carousel is closed again.',
  },
];
