/** What is said of the plain RNN: h̄ᵗ = W_x xᵗ + W_h hᵗ⁻¹ + b, hᵗ = φ(h̄ᵗ) (spec, section 1). */
import { signed } from '../format';
import type { CellSettings } from '../growthFacts';
import { verdict } from '../verdict';
import type { GateRowWords, Remedy, WordsOf } from './cell';
import { BETWEEN_ONES, FROM_ZERO, OPEN_OR_SHUT } from './saturated';

export const RNN: WordsOf<'rnn'> = {
  edges: {
    W_h: {
      symbol: { base: 'W', sub: 'h' },
      title: 'recurrent weights',
      term: 'W_hᵀ δh̄ᵗ⁺¹',
      factor: () => 'φ′(h̄)',
      walk: { lands: 'h', from: { quantity: 'δh̄', node: 'h̄' }, throughCell: false },
    },
  },
  parameters: { W_x: 'W_h', W_h: 'W_h', b: 'W_h' },
  wholeRows: { y: { term: 'δhᵗ', plain: 'state gradient', spoken: 'all paths, the whole gradient at the output' } },
  more: verdict,
  gatesIntroduction: 'The forward pass, unit by unit: the state, and the slope that a gradient is multiplied by.',
  gateRows: ({ activation }) => [
    { name: 'h', title: 'state', path: 'W_h', ...stateOf(activation) },
    {
      name: 'φ′',
      title: 'slope φ′(h̄)',
      path: 'W_h',
      ends: { low: 0, high: activation === 'sigmoid' ? 0.25 : 1 },
      saturated: null,
    },
  ],
  stateNorm: '‖δh‖₂',
  atRest: {
    numbers: () => ({ keep: 0, gain: 1 }),
    formula: ({ activation }) => `μ = λ(W_h): at its resting point ${activation} has slope 1.`,
    remedy,
  },
};

function stateOf(activation: CellSettings['activation']): Pick<GateRowWords, 'ends' | 'saturated'> {
  switch (activation) {
    case 'sigmoid':
      return OPEN_OR_SHUT;
    case 'tanh':
      return BETWEEN_ONES;
    case 'relu':
      return FROM_ZERO;
    case 'identity':
      return { ends: 'symmetric', saturated: null };
  }
}

function remedy({ activation, blockBias }: CellSettings): Remedy {
  if (blockBias !== 0) {
    return {
      why: `The bias b = ${signed(blockBias)} drives the state away from zero, so zero is no resting point.`,
      action: 'Set b to 0',
      patch: { blockBias: 0 },
    };
  }
  return {
    why:
      activation === 'relu'
        ? 'ReLU has no slope at zero, only one on either side: there is no one Jacobian at rest.'
        : 'A sigmoid unit rests at ½, not at zero, so zero is no resting point.',
    action: 'Use tanh',
    patch: { activation: 'tanh' },
  };
}
