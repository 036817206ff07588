/** What is said of the multipliers at rest, μ = keep + gain · λ for each eigenvalue λ of one recurrent matrix (spec, section 5, item 5). */
import type { Settings } from '../../settings/settings';
import { signed } from '../format';
import type { CellSettings } from '../growthFacts';
import type { WordedCell } from './index';
import { logistic } from './logistic';

export interface Remedy {
  readonly why: string;
  readonly action: string;
  readonly patch: Partial<Settings>;
}

interface Numbers {
  readonly keep: number;
  readonly gain: number;
}

interface AtRestWords {
  numbers(settings: CellSettings): Numbers;
  formula(settings: CellSettings): string;
  /** Why a network has no such multipliers, and what to change. */
  remedy(settings: CellSettings): Remedy;
}

const AT_REST: Readonly<Record<WordedCell, AtRestWords>> = {
  rnn: {
    numbers: () => ({ keep: 0, gain: 1 }),
    formula: ({ activation }) => `μ = λ(W_h): at its resting point ${activation} has slope 1.`,
    remedy: ({ activation, blockBias }) =>
      blockBias === 0
        ? {
            why:
              activation === 'relu'
                ? 'ReLU has no slope at zero, only one on either side: there is no one Jacobian at rest.'
                : 'A sigmoid unit rests at ½, not at zero, so zero is no resting point.',
            action: 'Use tanh',
            patch: { activation: 'tanh' },
          }
        : biasRemedy('b', blockBias),
  },
  lstm: { numbers: lstmNumbers, formula: lstmFormula, remedy: (settings) => gatedRemedy('b_z', 'R_z', settings) },
  gru: { numbers: gruNumbers, formula: gruFormula, remedy: (settings) => gatedRemedy('b_n', 'R_n', settings) },
};

export const cellAtRest = (cell: WordedCell): AtRestWords => AT_REST[cell];

/** σ(b_f), where the forget gate moves the eigenvalues to, and by how much the other gates shrink them. */
function lstmNumbers(settings: CellSettings): Numbers {
  return {
    keep: settings.forgetGate ? logistic(settings.forgetBias) : 1,
    gain: settings.cellActivation === 'relu' ? 0 : logistic(settings.inputBias) * logistic(settings.outputBias),
  };
}

function lstmFormula(settings: CellSettings): string {
  const { keep, gain } = lstmNumbers(settings);
  const forget = settings.forgetGate ? 'σ(b_f)' : 'f';
  if (settings.cellActivation === 'relu')
    return `μ = ${forget} = ${signed(keep)}: ReLU′(0) = 0 shuts the way through R_z, and the carousel alone is left.`;
  return `μ = ${forget} + σ(b_i) σ(b_o) λ(R_z) = ${signed(keep)} + ${signed(gain)} λ(R_z): the forget gate moves the eigenvalues of R_z, the others shrink them (green circle).`;
}

/** The forget-gate bias is the update gate's. */
function gruNumbers({ forgetBias, resetBias }: CellSettings): Numbers {
  return { keep: logistic(forgetBias), gain: logistic(-forgetBias) * logistic(resetBias) };
}

function gruFormula(settings: CellSettings): string {
  const { keep, gain } = gruNumbers(settings);
  const border = signed(1 / logistic(settings.resetBias));
  return `μ = σ(b_u) + (1 − σ(b_u)) σ(b_r) λ(R_n) = ${signed(keep)} + ${signed(gain)} λ(R_n): the update gate moves the eigenvalues of R_n, and shrinks them by as much as it keeps (green circle). Where the leading λ is real and positive the gradient grows only beyond λ = 1/σ(b_r) = ${border}, whatever the update bias.`;
}

function biasRemedy(bias: string, value: number): Remedy {
  return {
    why: `The bias ${bias} = ${signed(value)} drives the state away from zero, so zero is no resting point.`,
    action: `Set ${bias} to 0`,
    patch: { blockBias: 0 },
  };
}

function gatedRemedy(bias: string, matrix: string, { blockBias }: CellSettings): Remedy {
  if (blockBias !== 0) return biasRemedy(bias, blockBias);
  return {
    why: `Chrono biases differ between units, so the eigenvalues of ${matrix} alone do not give the multipliers.`,
    action: 'One bias for all units',
    patch: { chrono: false },
  };
}
