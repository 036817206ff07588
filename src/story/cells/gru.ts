/** What is said of the GRU (spec, section 6): u keeps, r resets, n is the candidate; h is cell and output in one. */
import type { CellPart, Quantity } from '../../engine/walk';
import { besideOne, signed } from '../format';
import type { CellSettings, GrowthFacts } from '../growthFacts';
import { pace } from '../growthWords';
import type { Remedy, StepWalk, WordsOf } from './cell';
import { logistic } from './logistic';
import { BETWEEN_ONES, OPEN_OR_SHUT, SHARES_INTRODUCTION } from './saturated';

/** From state to state: there is nothing else for a gradient to land on. */
const toState = (from: StepWalk['from']): StepWalk => ({ lands: 'h', from, throughCell: false });
const through = (quantity: Quantity, node: CellPart): StepWalk => toState({ quantity, node });

export const GRU: WordsOf<'gru'> = {
  edges: {
    cec: {
      symbol: { base: 'carousel', sub: '' },
      title: 'CEC',
      term: 'δhᵗ⁺¹ ⊙ uᵗ⁺¹',
      factor: () => 'u',
      walk: toState(null),
    },
    R_u: {
      symbol: { base: 'R', sub: 'u' },
      title: 'update gate',
      term: 'R_uᵀ δūᵗ⁺¹',
      factor: () => '(hᵗ⁻¹ − n) ⊙ σ′(ū)',
      walk: through('δū', 'u'),
    },
    R_r: {
      symbol: { base: 'R', sub: 'r' },
      title: 'reset gate',
      term: 'R_rᵀ δr̄ᵗ⁺¹',
      factor: () => '(1 − u) ⊙ tanh′(n̄) ⊙ m ⊙ σ′(r̄)',
      walk: through('δr̄', 'r'),
    },
    R_n: {
      symbol: { base: 'R', sub: 'n' },
      title: 'candidate',
      term: 'R_nᵀ δmᵗ⁺¹',
      factor: () => '(1 − u) ⊙ tanh′(n̄) ⊙ r',
      walk: through('δm', 'n'),
    },
  },
  parameters: {
    ...{ W_u: 'R_u', R_u: 'R_u', b_u: 'R_u' },
    ...{ W_r: 'R_r', R_r: 'R_r', b_r: 'R_r' },
    ...{ W_n: 'R_n', R_n: 'R_n', b_n: 'R_n', b_m: 'R_n' },
  },
  wholeRows: { y: { term: 'δhᵗ', plain: 'state gradient', spoken: 'all paths, the whole gradient at the state' } },
  more,
  gatesIntroduction: SHARES_INTRODUCTION,
  gateRows: () => [
    { name: 'u', title: 'update gate', path: 'R_u', ...OPEN_OR_SHUT },
    { name: 'r', title: 'reset gate', path: 'R_r', ...OPEN_OR_SHUT },
    { name: 'n', title: 'candidate', path: 'R_n', ...BETWEEN_ONES },
    // Beyond ±1 only as long as an initial state lasts that is.
    { name: 'h', title: 'state', path: null, ends: 'symmetric', saturated: null },
  ],
  stateNorm: '‖δh‖₂',
  atRest: { numbers, formula, remedy },
};

/** The loss stands on the carousel itself, so the pace is measured from there. */
function more({ atRest, remaining, second }: GrowthFacts, lag: number): string {
  const factor = pace(remaining, 0, lag, second?.remaining);
  return [
    ...(factor === '' ? [] : [`Measured: ${factor}.`]),
    ...(atRest === null ? [] : [`At rest, max|μ| = ${besideOne(atRest, second?.atRest ?? undefined)}.`]),
  ].join(' ');
}

/** The forget-gate bias is the update gate's. */
function numbers({ forgetBias, resetBias }: CellSettings): { readonly keep: number; readonly gain: number } {
  return { keep: logistic(forgetBias), gain: logistic(-forgetBias) * logistic(resetBias) };
}

function formula(settings: CellSettings): string {
  const { keep, gain } = numbers(settings);
  const border = signed(1 / logistic(settings.resetBias));
  return `μ = σ(b_u) + (1 − σ(b_u)) σ(b_r) λ(R_n) = ${signed(keep)} + ${signed(gain)} λ(R_n): the update gate moves the eigenvalues of R_n, and shrinks them by as much as it keeps (green circle). Where the leading λ is real and positive the gradient grows only beyond λ = 1/σ(b_r) = ${border}, whatever the update bias.`;
}

function remedy({ blockBias }: CellSettings): Remedy {
  if (blockBias !== 0) {
    return {
      why: `The bias b_n = ${signed(blockBias)} drives the state away from zero, so zero is no resting point.`,
      action: 'Set b_n to 0',
      patch: { blockBias: 0 },
    };
  }
  return {
    why: 'Chrono biases differ between units, so the eigenvalues of R_n alone do not give the multipliers.',
    action: 'One bias for all units',
    patch: { chrono: false },
  };
}
