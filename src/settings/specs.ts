/**
 * One table that gives every setting its default, range, step, label, help, unit and URL key.
 * Controls, the link, the CLI and the tests all read it; nothing else states a default.
 */

import { CELLS, type Cell } from './cells';
import { DRAWING_SPECS } from './drawingSpecs';
import { CUTTABLE } from './edges';
import { FILE_SPECS } from './fileSpecs';
import type { SettingKey, Settings } from './settings';
import { choice, flag, number, type SpecFor } from './spec';

type SpecTable = { readonly [K in SettingKey]: SpecFor<Settings[K]> };

const CELL_LABELS = (Object.keys(CELLS) as Cell[]).map((cell) => [cell, CELLS[cell].label] as const);
const integer = { integer: true } as const;
const RADIUS = [0, 16, 0.01] as const;
const BIAS = [-10, 10, 0.1] as const;

export const SPECS: SpecTable = {
  cell: choice('net', 'Network', 'lstm', 'Which recurrent cell the gradient flows back through.', CELL_LABELS),
  activation: choice('act', 'Activation', 'tanh', 'The function that bends the RNN’s state at every step.', [
    ['tanh', 'tanh'],
    ['sigmoid', 'sigmoid'],
    ['relu', 'ReLU'],
    ['identity', 'identity (linear)'],
  ]),
  cellActivation: choice(
    'cellact',
    'Nonlinearity',
    'tanh',
    'The function that bends the LSTM’s block input, and its cell on the way to the output.',
    [
      ['tanh', 'tanh'],
      ['relu', 'ReLU'],
    ],
  ),
  peepholes: flag('peep', 'Peepholes', false, 'Lets the gates look at the cell itself, through one weight per unit.'),
  forgetGate: flag('fg', 'Forget gate', true, 'Off is the cell of 1997: f is always 1 and the carousel never decays.'),
  hiddenSize: number('N', 'Hidden units', [1, 256, 1], 32, 'How many units the network has (N).', {
    integer: true,
    track: 'log',
  }),
  inputSize: number('M', 'Input units', [1, 64, 1], 8, 'How many numbers the input has at each step (M).', {
    integer: true,
    track: 'log',
  }),
  steps: number('T', 'Steps', [2, 2000, 1], 100, 'How many steps the sequence has (T).', {
    integer: true,
    track: 'log',
  }),
  seed: number('seed', 'Seed', [0, 999999, 1], 14, 'One number from which all that is random is drawn.', integer),

  weights: choice('init', 'Matrices', 'gaussian', 'How the recurrent matrices are drawn, before they are rescaled.', [
    ['gaussian', 'Gaussian'],
    ['orthogonal', 'orthogonal'],
    ['identity', 'identity'],
    ['jordan', 'shear (not normal)'],
    ['glorot', 'Glorot uniform'],
    ['pytorch', 'PyTorch default'],
  ]),
  radii: choice(
    'radii',
    'Radius of',
    'together',
    'Rescale all recurrent matrices together, each alone, or not at all.',
    [
      ['together', 'all matrices'],
      ['each', 'each alone'],
      ['drawn', 'as drawn'],
    ],
  ),
  scaledBy: choice(
    'by',
    'Scale by',
    'radius',
    'What the slider sets of each recurrent matrix: its largest |eigenvalue| or its largest singular value.',
    [
      ['radius', 'spectral radius'],
      ['norm', 'spectral norm'],
    ],
  ),
  spectralRadius: number(
    'r',
    'Spectral radius',
    RADIUS,
    1,
    'The largest |eigenvalue| of each recurrent matrix: how strongly the state feeds back into itself.',
    { track: 'aroundOne' },
  ),
  radiusZ: number('rz', 'radius of R_z', RADIUS, 1, 'Spectral radius of the block input’s matrix.', {
    track: 'aroundOne',
  }),
  radiusI: number('ri', 'radius of R_i', RADIUS, 1, 'Spectral radius of the input gate’s matrix.', {
    track: 'aroundOne',
  }),
  radiusF: number('rf', 'radius of R_f', RADIUS, 1, 'Spectral radius of the forget gate’s matrix.', {
    track: 'aroundOne',
  }),
  radiusO: number('ro', 'radius of R_o', RADIUS, 1, 'Spectral radius of the output gate’s matrix.', {
    track: 'aroundOne',
  }),
  radiusU: number('ru', 'radius of R_u', RADIUS, 1, 'Spectral radius of the update gate’s matrix.', {
    track: 'aroundOne',
  }),
  radiusR: number('rr', 'radius of R_r', RADIUS, 1, 'Spectral radius of the reset gate’s matrix.', {
    track: 'aroundOne',
  }),
  radiusN: number('rn', 'radius of R_n', RADIUS, 1, 'Spectral radius of the candidate’s matrix.', {
    track: 'aroundOne',
  }),
  forgetBias: number(
    'bf',
    'Forget-gate bias',
    [-6, 10, 0.05],
    3,
    'Added to the forget gate before its σ: higher keeps more of the cell, and of its gradient, at each step.',
  ),
  blockBias: number('bz', 'bias b_z', BIAS, 0, 'Bias of the block input; of the whole state in the RNN.'),
  inputBias: number('bi', 'bias b_i', BIAS, 0, 'Bias of the input gate: higher lets more into the cell.'),
  outputBias: number('bo', 'bias b_o', BIAS, 0, 'Bias of the output gate: higher shows more of the cell.'),
  resetBias: number(
    'br',
    'bias b_r',
    BIAS,
    0,
    'Bias of the reset gate: higher lets more of the state into the candidate.',
  ),
  chrono: flag(
    'chrono',
    'Chrono biases',
    false,
    'Draws b_f = ln U(1, T−1) and b_i = −b_f for each unit, so that memories span the sequence.',
  ),
  initialState: choice('s0', 'Starts at', 'zero', 'The state before the first step.', [
    ['zero', 'zero'],
    ['random', 'random'],
  ]),

  input: choice('in', 'Input', 'noise', 'What the network reads.', [
    ['none', 'none (at rest)'],
    ['noise', 'white noise'],
    ['impulse', 'impulse'],
    ['sine', 'sine'],
    ['text', 'text you type'],
    ['co2', 'CO₂, measured'],
    ['data', 'your data'],
  ]),
  inputStrength: number('strength', 'Strength', [0, 10, 0.05], 1, 'Every input is multiplied by this.'),
  impulseStep: number('at', 'At step', [1, 2000, 1], 1, 'The step at which the impulse arrives.', integer),
  sinePeriod: number('period', 'Period', [2, 1000, 1], 20, 'Steps in one turn of the sine.', {
    unit: 'steps',
    track: 'log',
  }),
  text: {
    kind: 'text',
    urlKey: 'text',
    label: 'Text',
    help: 'Each character is a fixed random vector; the text’s length is the number of steps.',
    default: 'The gradient of a long sentence must travel back to its first word.',
    maxLength: 2000,
  },
  characters: choice('chars', 'Characters', 'graphemes', 'What counts as one character of the text.', [
    ['graphemes', 'what a person counts'],
    ['codePoints', 'code points'],
  ]),

  loss: choice('loss', 'Loss at', 'last', 'Where the loss looks at the output: at the last step, or at every step.', [
    ['last', 'last step'],
    ['every', 'every step'],
    ['squared', 'head: squared error'],
    ['entropy', 'head: cross-entropy'],
  ]),
  lossDirection: choice('dir', 'Direction', 'random', 'The direction of the loss’s gradient Δ; its norm is always 1.', [
    ['random', 'random'],
    ['ones', 'ones / √N'],
    ['unit', 'one unit'],
  ]),
  lossUnit: number('unit', 'Unit', [1, 256, 1], 1, 'The unit whose output is the loss.', integer),

  truncation: choice(
    'trunc',
    'Truncation',
    'none',
    'Where back-propagation is cut short: at the start of each block of k steps (window), or k steps back from each loss (sliding).',
    [
      ['none', 'none'],
      ['window', 'blocks of k steps'],
      ['sliding', 'k steps back'],
    ],
  ),
  truncationSteps: number('k', 'k', [1, 2000, 1], 20, 'Length of a truncation window, in steps.', {
    integer: true,
    unit: 'steps',
    track: 'log',
  }),
  cuts: {
    kind: 'set',
    urlKey: 'cut',
    label: 'Cut paths',
    help: 'The gradient is not let through these; the forward pass stays as it is.',
    default: [],
    members: CUTTABLE,
  },

  ...FILE_SPECS,
  ...DRAWING_SPECS,
};

export const SETTING_KEYS = Object.keys(SPECS) as readonly SettingKey[];

export const DEFAULTS: Settings = Object.fromEntries(
  SETTING_KEYS.map((key) => [key, SPECS[key].default]),
) as unknown as Settings;
