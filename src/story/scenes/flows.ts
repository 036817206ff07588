/** The first five scenes: what a gradient can do on its way back, in the plain RNN and in the LSTM. */
import { alone, FACTOR, LEFT, type Scene, size } from './scene';

export const FLOWS: readonly Scene[] = [
  {
    id: 'rnn-forgets',
    name: 'The RNN forgets',
    setup: 'A plain RNN with a spectral radius of 1 reads 100 steps of noise.',
    question: 'How much of the loss’s gradient gets back to the first step?',
    settings: { cell: 'rnn' },
    measure: LEFT,
    answers: [
      {
        text: 'Most of it',
        range: [-0.3, 0.3],
        shape: [-0.15, 0],
        reply:
          'A radius of 1 promises that, but tanh takes its part too: its slope is below 1 wherever the state is not zero.',
      },
      {
        text: 'About a thousandth',
        range: [-4, -2],
        shape: [-3, 0],
        reply: 'It does pass through a thousandth, but early: already 20 steps back only {early} is left.',
      },
      {
        text: 'Next to nothing',
        range: [-Infinity, -12],
        shape: [-24, 0],
        reply: 'It dies half-way.',
      },
    ],
    right: 2,
    explanation:
      'Each step back multiplies the gradient by {factor}, on average. Ninety-nine such factors leave {left}.',
    numbers: {
      left: size(LEFT),
      early: size({ ...LEFT, lag: 20 }),
      factor: { measure: FACTOR, as: 'factor' },
    },
  },
  {
    id: 'rnn-explodes',
    name: 'The RNN explodes',
    setup: 'The same RNN with a matrix three times as strong: a spectral radius of 3.',
    question: 'What becomes of its gradient?',
    settings: { cell: 'rnn', spectralRadius: 3 },
    measure: LEFT,
    answers: [
      {
        text: 'It explodes',
        range: [3, Infinity],
        shape: [7, 0],
        reply: 'The matrix wins over tanh.',
      },
      {
        text: 'It keeps its size',
        range: [-1, 1],
        shape: [0, 0],
        reply:
          'Somewhere between it would, but that is a knife’s edge: at radius 1.5 only {mild} is left, at radius 3 the matrix wins.',
      },
      {
        text: 'It dies, only later',
        range: [-Infinity, -2],
        shape: [-9, 0],
        reply: 'At radius 1.5 it does, and {mild} is left. At radius 3 the matrix wins.',
      },
    ],
    right: 0,
    explanation:
      'Each step multiplies it by {factor}, on average, and at step 1 it is {left} the loss’s. tanh can only slow that.',
    numbers: {
      left: size(LEFT),
      mild: size(LEFT, { spectralRadius: 1.5 }),
      factor: { measure: FACTOR, as: 'factor' },
    },
  },
  {
    id: 'lstm-remembers',
    name: 'The LSTM remembers',
    setup: 'An LSTM whose forget gates stand at about 0.95 (bias 3), with matrices no stronger than the first RNN’s.',
    question: 'How much gets back to the first step now?',
    settings: {},
    measure: LEFT,
    answers: [
      {
        text: 'As little as in the RNN',
        range: [-Infinity, -12],
        shape: [-24, 0],
        reply: 'The RNN above it does die. The LSTM’s carousel has no matrix on its way.',
      },
      {
        text: 'About a tenth',
        range: [-1.3, -0.7],
        shape: [-1, 0],
        reply: 'A tenth lives to the end.',
      },
      {
        text: 'All of it',
        range: [-0.1, 0.3],
        shape: [0, 0],
        reply: 'Nearly open is not open: 0.95 ninety-nine times over is below a hundredth.',
      },
    ],
    right: 1,
    explanation:
      'The carousel (blue) multiplies by the forget gate and by nothing else, and keeps {carousel} by itself. Short detours through the matrices lift that to {left}.',
    numbers: { left: size(LEFT), carousel: alone('alone.cec') },
  },
  {
    id: 'lstm-forgets',
    name: 'The LSTM forgets',
    setup: 'The same LSTM with a forget-gate bias of −1. The plain RNN beside it keeps {plain}.',
    question: 'What does this LSTM keep?',
    settings: { forgetBias: -1 },
    measure: LEFT,
    answers: [
      {
        text: 'A tenth, as before',
        range: [-1.5, -0.5],
        shape: [-1, 0],
        reply: 'The carousel is only as good as its gate, and that now closes.',
      },
      {
        text: 'Less than the plain RNN',
        range: [-Infinity, -28],
        shape: [-42, 0],
        reply: 'Being an LSTM does not help.',
      },
      {
        text: 'A little more than the plain RNN',
        range: [-21.5, -12],
        shape: [-18, 0],
        reply:
          'So one would hope, but a gate at 0.27 takes more at every step than the RNN’s matrix and tanh together.',
      },
    ],
    right: 1,
    explanation:
      'With forget gates at about 0.27 the carousel loses three quarters at each step, and {left} is left. The bias makes an LSTM remember, not its wiring.',
    numbers: { left: size(LEFT), plain: alone('ghost') },
  },
  {
    id: 'together-they-explode',
    name: 'Paths that die alone explode together',
    setup:
      'An LSTM with forget-gate bias 1 and radius 8. Of its five paths the best, if all others are cut, leaves {best}.',
    question: 'What do the five do together?',
    settings: { forgetBias: 1, spectralRadius: 8 },
    measure: LEFT,
    answers: [
      {
        text: 'They die, a little later',
        range: [-Infinity, -2],
        shape: [-11, 0],
        reply: 'Five small numbers would add up to a small one. But paths do not add, they combine.',
      },
      {
        text: 'They just hold it',
        range: [-1, 1],
        shape: [0, 0],
        reply: 'They do far more than that: routes that change their path are many, and each counts.',
      },
      {
        text: 'They explode',
        range: [3, Infinity],
        shape: [6, 0],
        reply: 'No path alone, all of them together.',
      },
    ],
    right: 2,
    explanation:
      'At every step the gradient may choose anew: over a matrix where that pays, on the carousel in between. The sum over all those routes is {left} the loss’s gradient.',
    numbers: { left: size(LEFT), best: size({ kind: 'largestAlone', lag: 99 }) },
  },
];
