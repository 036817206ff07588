/** The words of the field, and how the page writes them. What they mean is in glossaryExplanations.ts, which is loaded with the first card. */
import { CELL_TERMS } from './cells/terms';
import { term } from './term';

export const GLOSSARY = [
  term('gradient', 'Gradient', ['gradient', 'gradients']),
  term('loss', 'Loss', ['loss’s gradient', 'the loss', 'loss']),
  term('bptt', 'Back-propagation through time', [
    'back-propagation through time',
    'backward sweep',
    'bptt',
    'backward pass',
  ]),
  term('lag', 'Lag', ['lag', 'steps back']),
  term('unit', 'Unit', ['hidden units', 'unit by unit', 'units', 'unit']),
  term('output', 'Output', ['output']),
  term('gate', 'Gate', ['gates', 'gate']),
  term('carousel', 'Constant error carousel (CEC)', ['carousel alone', 'constant error carousel', 'carousel', 'cec']),
  term('recurrent-matrix', 'Recurrent matrix', ['recurrent matrices', 'recurrent matrix', 'recurrent weights']),
  term('spectral-radius', 'Spectral radius', ['spectral radius', 'radius']),
  term('eigenvalue', 'Eigenvalue', ['eigenvalues', 'eigenvalue']),
  term('spectral-norm', 'Spectral norm, largest singular value', [
    'spectral norm',
    'singular values',
    'singular value',
    'σ_max',
    'largest singular value',
  ]),
  term('non-normal', 'Non-normal', ['non-normal', 'not normal', 'normal']),
  term('jacobian', 'Jacobian', ['step jacobian', 'jacobians', 'jacobian']),
  term('step-norm', 'Step norm', ['step norms', 'step norm']),
  term('cumulative-norm', 'Cumulative norm', ['cumulative norms', 'cumulative norm']),
  term('path', 'Path', ['this path alone', 'paths', 'path']),
  term('message', 'Message, arriving', ['messages', 'message', 'arriving']),
  term('residual', 'Parts sum to the whole', ['parts sum to the whole', 'residual']),
  term('scale', 'Size against the loss', ['size against the loss', 'against the loss', 'log scale']),
  term('activation', 'Activation', ['activation’s slope', 'activation']),
  term('crossings', 'Crossings', ['crossings', 'crossing']),
  term('cut', 'Cut', ['cut']),
  term('norm', 'Norm ‖·‖₂', ['norm']),
  term('truncation', 'Truncation', ['truncation', 'truncated']),
  term('clipping', 'Clipping', ['clipping', 'clipped', 'max norm']),
  term('plain-rnn', 'Plain RNN', ['plain rnn', 'rnn', 'ghost']),
  term('at-rest', 'At rest, max|μ|', ['at rest', 'max|μ|']),
  term('saturated', 'Saturated', ['saturated', 'saturation']),
  term('digits', 'Digits that hold', ['no digit holds', 'digits that hold', 'no digit of', 'chaotic']),
  ...CELL_TERMS,
] as const;

export type GlossaryEntry = (typeof GLOSSARY)[number];
export type GlossaryId = GlossaryEntry['id'];
