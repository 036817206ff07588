/** The GRU: its update gate keeps as a forget gate does, but what it keeps does not bring its explosion nearer. */

import { AT_REST, MEMORIES_BY_BIAS, MEMORY } from './carousel';
import { above, below, type Claim, growth, log10At, within } from './claim';
import { CHO_2014, CHUNG_2014, TALLEC_2018 } from './sources';

const GRU = { cell: 'gru' } as const;
const CAROUSEL_FACTOR = growth(0, 99, 'path.cec');
/** Without input and with R_n = λ I every step has the Jacobian (σ(b_u) + (1 − σ(b_u)) σ(b_r) λ) I. */
const RESTING = { ...GRU, input: 'none', weights: 'identity' } as const;
const REST_GROWTH = growth(30, 80, 'cumulative.state');
const UPDATE_BIASES = [0, 1, 3] as const;

export const GRUS: readonly Claim[] = [
  {
    id: 'update-bias-memory',
    title:
      'While its update gate stands still at u, a GRU’s carousel remembers −1/ln u steps: 1.4 at an update bias of 0, 3.2 at 1, 21 at 3 and 149 at 5.',
    source: CHO_2014('section 2.3 (the state that u keeps; the steps are arithmetic)'),
    settings: { ...GRU, ...AT_REST, initialState: 'random', forgetBias: 1 },
    draws: 'any',
    checks: [
      ...MEMORIES_BY_BIAS.map(([forgetBias, expected]) => ({
        what: `the carousel’s memory, from its path norm over 99 steps, at update bias ${forgetBias}`,
        changes: { forgetBias },
        measure: MEMORY,
        expected,
        tolerance: within(1e-6),
        format: 'steps' as const,
      })),
      {
        // σ(1)
        what: 'factor per step of the whole ‖g‖, between 1 and 99 steps back, at bias 1',
        measure: growth(1, 99),
        expected: 0.7310585786,
        tolerance: within(1e-9),
        format: 'number',
      },
    ],
    explanation:
      'A GRU’s state is a mixture: u of what it was, 1 − u of the candidate. With no recurrent weights the candidate hears nothing of the past, so the gradient goes back on the carousel alone and is multiplied by u at every step. What the state holds makes no difference.',
  },
  {
    id: 'gru-at-rest',
    title:
      'At rest a step of a GRU multiplies the gradient by σ(b_u) + (1 − σ(b_u)) σ(b_r) λ, for each eigenvalue λ of R_n.',
    // The step's Jacobian at h = n = m = 0: the terms of R_u and R_r have h − n or m as a factor and drop out.
    source: CHUNG_2014('equations 5 to 8 (the cell; its step at rest is worked out here)'),
    settings: { ...RESTING, forgetBias: 1, spectralRadius: 2.4 },
    draws: 'any',
    checks: [
      {
        // σ(1) + (1 − σ(1)) · 1.2
        what: 'factor per step of ‖∂sᵀ/∂sᵗ‖ between 30 and 80 steps back, radius 2.4',
        measure: REST_GROWTH,
        expected: 1.05378828427,
        tolerance: within(1e-9),
        format: 'number',
      },
      {
        what: 'max|μ| from the eigenvalues of R_n',
        measure: { kind: 'atRest' },
        expected: 1.05378828427,
        tolerance: within(1e-9),
        format: 'number',
      },
      {
        // σ(1) + (1 − σ(1)) σ(2) · 2.4
        what: 'the factor with a reset bias of 2',
        changes: { resetBias: 2 },
        measure: REST_GROWTH,
        expected: 1.29957734205,
        tolerance: within(1e-9),
        format: 'number',
      },
      {
        what: 'what R_u alone leaves 99 steps back: it has no state to act on',
        measure: { kind: 'norm', curve: 'path.R_u', lag: 99 },
        expected: 0,
        tolerance: within(0),
        format: 'number',
      },
    ],
    explanation:
      'Without input, from a zero state, candidate and state stay zero. R_u and R_r then have nothing to multiply, and every step is the same: the update gate keeps σ(b_u) of the gradient, and lets the rest through R_n, which the reset gate halves when its bias is 0.',
  },
  {
    id: 'update-bias-as-forget-bias',
    title:
      'For memory a GRU’s update-gate bias plays the part of an LSTM’s forget-gate bias: the same bias, the same carousel.',
    source: TALLEC_2018('section 3 (both gates are leak rates)'),
    settings: { ...GRU, ...AT_REST, forgetBias: 3 },
    draws: 'any',
    checks: [
      {
        // σ(3)
        what: 'factor per step of the carousel’s path norm over 99 steps, update bias 3',
        measure: CAROUSEL_FACTOR,
        expected: 0.952574126822,
        tolerance: within(1e-9),
        format: 'number',
      },
      {
        what: 'the same of an LSTM with forget bias 3',
        changes: { cell: 'lstm' },
        measure: CAROUSEL_FACTOR,
        expected: 0.952574126822,
        tolerance: within(1e-9),
        format: 'number',
      },
      {
        what: 'with noise and a radius of 1: the whole ‖g‖ 99 steps back, update bias 0',
        changes: { input: 'noise', spectralRadius: 1, forgetBias: 0 },
        measure: log10At(99),
        expected: -6,
        tolerance: below,
        format: 'log10',
      },
      {
        what: 'the same with update bias 5',
        changes: { input: 'noise', spectralRadius: 1, forgetBias: 5 },
        measure: log10At(99),
        expected: -1.5,
        tolerance: above,
        format: 'log10',
      },
    ],
    explanation:
      'Both gates multiply the gradient that stays in its unit. Raise the bias, and the gate stands nearer to 1, whether it is called forget gate or update gate; so what is known of good forget biases, and of drawing them for the length of a task, holds for a GRU’s update bias.',
  },
  {
    id: 'gru-boundary',
    title:
      'At rest a GRU’s gradient explodes from a positive real eigenvalue of 1/σ(b_r) on, whatever its update bias; an LSTM’s boundary comes nearer with its forget bias.',
    source: CHUNG_2014('equations 5 to 8 (the boundary is worked out here)'),
    settings: { ...RESTING, forgetBias: 3, spectralRadius: 2 },
    draws: 'any',
    checks: [
      ...UPDATE_BIASES.map((forgetBias) => ({
        what: `factor per step of ‖∂sᵀ/∂sᵗ‖ between 30 and 80 steps back, update bias ${forgetBias}, radius 2`,
        changes: { forgetBias },
        measure: REST_GROWTH,
        expected: 1,
        tolerance: within(1e-9),
        format: 'number' as const,
      })),
      ...UPDATE_BIASES.map((forgetBias) => ({
        what: `the factor with update bias ${forgetBias} and radius 2.1, beyond the boundary`,
        changes: { forgetBias, spectralRadius: 2.1 },
        measure: REST_GROWTH,
        expected: 1,
        tolerance: above,
        format: 'number' as const,
      })),
      {
        what: 'the factor with update bias 3 and radius 1.9, below it',
        changes: { spectralRadius: 1.9 },
        measure: REST_GROWTH,
        expected: 1,
        tolerance: below,
        format: 'number',
      },
      {
        // σ(3) + 2 / 4
        what: 'an LSTM’s factor with forget bias 3 and radius 2, far beyond its boundary of 0.19',
        changes: { cell: 'lstm' },
        measure: REST_GROWTH,
        expected: 1.452574126822,
        tolerance: within(1e-9),
        format: 'number',
      },
    ],
    explanation:
      'The LSTM adds: what the forget gate keeps, and a quarter of what comes through R_z, so that a gate near 1 leaves almost no room. The GRU mixes: what the update gate keeps is taken from what R_n gets. A mixture of 1 and σ(b_r) λ is above 1 only if σ(b_r) λ is. A higher update bias makes the growth slow, never the shrinking fast.',
  },
];
