/** The RNN's equations (spec, section 2): δhᵗ = Δᵗ + W_hᵀ δh̄ᵗ⁺¹, δh̄ᵗ = δhᵗ ⊙ φ′(h̄ᵗ). */
import type { Settings } from '../../settings/settings';
import { type CellEquations, diag, edgePart, gateEquation, part, plainPart, row, slopeOf } from '../equations/parts';
import { bold } from '../equations/writer';

type RnnSymbol = 'x' | 'h' | 'W_h' | 'W_x' | 'b';

export const RNN_EQUATIONS: CellEquations<RnnSymbol> = {
  symbols: {
    greff: { x: 'x', h: 'h', W_h: 'W_h', W_x: 'W_x', b: 'b' },
    pytorch: { x: 'x', h: 'h', W_h: 'W_{hh}', W_x: 'W_{ih}', b: 'b_{ih} + b_{hh}' },
    lipton: {
      x: bold('x'),
      h: bold('h'),
      W_h: 'W^{\\mathrm{hh}}',
      W_x: 'W^{\\mathrm{hx}}',
      b: `${bold('b')}_h`,
    },
    article: { x: 'x', h: 'h', W_h: 'W_h', W_x: 'W_x', b: 'b' },
  },
  backward({ activation }, write) {
    const deltaH = part(write.delta('h', 't'), 'the gradient at the state', 'δh');
    return [
      {
        id: 'h',
        title: 'Arriving at the state',
        whole: deltaH,
        joint: '+',
        parts: [
          part(write.loss('t'), 'from this step’s loss', 'Δ'),
          part(
            `${write.transposed('W_h')}\\, ${write.deltaBar('h', 't+1')}`,
            'from the next step’s state, through the recurrent weights',
            'W_h',
            'W_h',
          ),
        ],
      },
      gateEquation('bar', 'On to the pre-activation', part(write.deltaBar('h', 't'), 'the gradient at it', 'δh̄'), [
        deltaH,
        part(activationSlope(activation, write.bar('h', 't')), 'slope of the activation', 'φ′(h̄)'),
      ]),
    ];
  },
  jacobian: {
    name: 'From state to state',
    heading: 'From state to state',
    introduction: 'One step’s Jacobian, with its spectral norm at this step.',
    parts({ activation }, write) {
      const slope = activation === 'identity' ? '' : `${diag(activationSlope(activation, write.bar('h', 't')))}\\, `;
      return [
        {
          whole: plainPart(`\\dfrac{\\partial ${write.at('h', 't')}}{\\partial ${write.at('h', 't-1')}}`),
          parts: [edgePart(`${slope}${write.plain('W_h')}`, 'W_h')],
        },
      ];
    },
    closing: () => [
      'There is nothing to split: every way from one state to the next goes through ',
      { edge: 'W_h' },
      '. The LSTM’s carousel is what is missing here.',
    ],
    chart: {
      caption: 'Spectral norm of the Jacobian, by step',
      label: 'Norm of the state’s Jacobian by step',
      curves: [{ name: 'step.W_h', text: 'state', edge: 'W_h' }],
    },
  },
  symbolRows: () => [
    row('input', 'x', true),
    row('state', 'h', true),
    row('recurrent weights', 'W_h'),
    row('input weights', 'W_x'),
    row('bias', 'b'),
  ],
  footnotes: () => ['Greff et al. have no plain RNN: the symbols in their column are this page’s own.'],
};

/** φ′(h̄), by the name of the function that was chosen. */
function activationSlope(activation: Settings['activation'], bar: string): string {
  switch (activation) {
    case 'identity':
      return '1';
    case 'relu':
      return slopeOf('\\mathrm{ReLU}', bar);
    case 'sigmoid':
      return slopeOf('\\sigma', bar);
    case 'tanh':
      return slopeOf('\\mathrm{tanh}', bar);
  }
}
