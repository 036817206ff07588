/** The other six scenes: what has been tried to keep a gradient, what training does to it, and a text of one’s own. */
import { alone, LEFT, type Scene, size } from './scene';

export const REMEDIES: readonly Scene[] = [
  {
    id: 'cell-of-1997',
    name: 'The cell of 1997 keeps all',
    setup: 'The LSTM as first published: no forget gate, and a gradient that may only use the carousel.',
    question: 'Once in the cell, how much does it lose in 98 steps?',
    settings: { forgetGate: false, cuts: ['R_z', 'R_i', 'R_o'], inputStrength: 0.3 },
    measure: { kind: 'growth', curve: 'g', from: 1, to: 99 },
    answers: [
      {
        text: 'Nothing at all',
        range: [1 - 1e-12, 1 + 1e-12],
        shape: [0, 0],
        reply: 'Not a digit.',
      },
      {
        text: 'About half',
        range: [0.99, 0.996],
        shape: [-0.5, 0],
        reply: 'So it would at f = 0.993. But here is no gate to lose anything at.',
      },
      {
        text: 'Nearly all',
        range: [0, 0.95],
        shape: [-9, 0],
        reply: 'So it is in the RNN above. Here each step multiplies by exactly 1.',
      },
    ],
    right: 0,
    explanation:
      'The output gate lets {enters} of the gradient into the cell, and {left} is there at step 1: multiplied by 1 at each step. Hence the name, constant error carousel.',
    numbers: { left: size(LEFT), enters: size({ ...LEFT, lag: 1 }) },
  },
  {
    id: 'orthogonal',
    name: 'Orthogonal is not enough',
    setup: 'A plain RNN whose matrix is orthogonal: it turns every vector, and never changes a length.',
    question: 'Does that save its gradient?',
    settings: { cell: 'rnn', weights: 'orthogonal' },
    measure: LEFT,
    answers: [
      {
        text: 'Yes: it keeps its length',
        range: [-0.3, 0.3],
        shape: [0, 0],
        reply: 'In a linear network it would: without tanh {linear} is left.',
      },
      {
        text: 'In part: a millionth is left',
        range: [-8, -4],
        shape: [-6, 0],
        reply:
          'With a quieter input there would be more, {quiet} at a tenth of its strength. Here tanh is stronger than that.',
      },
      {
        text: 'Hardly',
        range: [-Infinity, -15],
        shape: [-21, 0],
        reply: 'The matrix was only half of the trouble.',
      },
    ],
    right: 2,
    explanation:
      'The matrix keeps lengths, tanh’s slope does not: it is below 1 wherever the state is not zero, and {left} is left. A random matrix leaves {random}.',
    numbers: {
      left: size(LEFT),
      linear: size(LEFT, { activation: 'identity' }),
      quiet: size(LEFT, { inputStrength: 0.1 }),
      random: size(LEFT, { weights: 'gaussian' }),
    },
  },
  {
    id: 'chrono',
    name: 'Chrono biases span 300 steps',
    setup: 'An LSTM over 300 steps. With a forget-gate bias of 1 only {usual} is left; now each unit draws its own.',
    question: 'How much gets through all 300?',
    settings: { steps: 300, chrono: true },
    measure: { ...LEFT, lag: 299 },
    answers: [
      {
        text: 'Not much more',
        range: [-Infinity, -15],
        shape: [-26, 0],
        reply: 'Most units do forget it. But a few have their gates open for hundreds of steps, and those are enough.',
      },
      {
        text: 'Some percent',
        range: [-2, -1],
        shape: [-1.3, 0],
        reply: 'The units with the longest memories carry it.',
      },
      {
        text: 'All of it',
        range: [-0.3, 0.3],
        shape: [0, 0],
        reply: 'The longest memories last about as long as the sequence: they keep a part of it, not all.',
      },
    ],
    right: 1,
    explanation:
      'The biases are drawn as ln U(1, T − 1), so that there are memories of every length up to the sequence’s own: {left} arrives.',
    numbers: {
      left: size({ ...LEFT, lag: 299 }),
      usual: size({ ...LEFT, lag: 299 }, { chrono: false, forgetBias: 1 }),
    },
  },
  {
    id: 'gru',
    name: 'The GRU remembers too',
    setup: 'A GRU has no cell of its own and one gate less. Its update gate has a bias of 3.',
    question: 'Can it hold a gradient for 99 steps?',
    settings: { cell: 'gru' },
    measure: LEFT,
    answers: [
      {
        text: 'Yes: some thousandths live',
        range: [-2.7, -2],
        shape: [-2.4, 0],
        reply: 'A carousel needs no cell.',
      },
      {
        text: 'No: it dies as in the RNN',
        range: [-Infinity, -12],
        shape: [-22, 0],
        reply:
          'The RNN above it does, at {plain}. A GRU adds the old state to the new one, and that is a carousel too.',
      },
      {
        text: 'No: it explodes',
        range: [1, Infinity],
        shape: [4, 0],
        reply: 'With stronger matrices it could. At radius 1 nothing pushes it up.',
      },
    ],
    right: 0,
    explanation:
      'Its update gate keeps about 0.95 of the state at each step. The carousel alone would leave {carousel}; detours take a little away again, and {left} arrives.',
    numbers: { left: size(LEFT), carousel: alone('alone.cec'), plain: alone('ghost') },
  },
  {
    id: 'truncation',
    name: 'Truncation cuts what would live',
    setup: 'The LSTM that keeps {full}, trained as is often done: back-propagation in blocks of 20 steps.',
    question: 'What reaches step 1 now?',
    settings: { truncation: 'window', truncationSteps: 20 },
    measure: LEFT,
    answers: [
      {
        text: 'Still {full}',
        range: [-1.3, -0.7],
        shape: [-1, 0],
        reply: 'The network still could. But the gradient is set to zero where a block begins.',
      },
      {
        text: 'A little, block by block',
        range: [-9, -2],
        shape: [-6, -5.9, -4, -3.9, -2, -1.9, -0.2, 0],
        reply: 'Nothing leaks from block to block: where one begins the gradient is set to zero.',
      },
      {
        text: 'Nothing at all',
        range: [-Infinity, -Infinity],
        shape: [-Infinity, -Infinity, -Infinity, -Infinity, -0.2, 0],
        reply: 'Exactly zero.',
      },
    ],
    right: 2,
    explanation:
      'At step 81 there still is {last}, one step before that exactly nothing. The network could remember further, and is never taught to.',
    numbers: {
      full: size(LEFT, { truncation: 'none' }),
      last: size({ ...LEFT, lag: 19 }),
    },
  },
  {
    id: 'your-sentence',
    name: 'Your own sentence',
    setup:
      'The LSTM reads “The gradient of a long sentence must travel back to its first word.”, one character a step.',
    question: 'How much gets from the full stop back to the T?',
    settings: { input: 'text' },
    measure: { ...LEFT, lag: 66 },
    answers: [
      {
        text: 'Next to nothing',
        range: [-Infinity, -6],
        shape: [-13, 0],
        reply: 'So it is in the RNN above: {plain}. The LSTM is made for this.',
      },
      {
        text: 'About a hundredth',
        range: [-2.3, -1.7],
        shape: [-2, 0],
        reply: 'The carousel alone would bring that, {carousel}. The detours bring more.',
      },
      {
        text: 'Nearly half',
        range: [-0.5, -0.2],
        shape: [-0.35, 0],
        reply: 'It carries far.',
      },
    ],
    right: 2,
    explanation:
      'There are fewer steps than in the other scenes, and the detours help a lot: {left} arrives. Now write a sentence of your own.',
    numbers: {
      left: size({ ...LEFT, lag: 66 }),
      carousel: size({ kind: 'log10', curve: 'alone.cec', lag: 66 }),
      plain: size({ kind: 'log10', curve: 'ghost', lag: 66 }),
    },
  },
];
