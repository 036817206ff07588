/** The guided tour: ten steps from an unrolled network to one’s own question. Data and what checks it; no page. */
import type { Settings } from '../settings/settings';
import { DEFAULTS } from '../settings/specs';

/** What the tour sees of the page, to notice that the reader has tried something. */
export interface TourSight {
  readonly settings: Settings;
  /** 0-based; null where nothing is pointed at. */
  readonly step: number | null;
  readonly playing: boolean;
  /** log10 ‖g‖ at step 1 against the loss gradient; NaN where it is not there yet. */
  readonly left: number;
}

/** What a step points at; the page marks these parts with `data-tour`. */
export type TourTarget =
  | 'heatmaps'
  | 'time'
  | 'radius'
  | 'bias'
  | 'chart'
  | 'sentence'
  | 'views'
  | 'settings'
  | 'share';

export interface TourStep {
  readonly title: string;
  readonly text: string;
  /** One thing to try, and how it is noticed. */
  readonly tryIt: string;
  readonly isDone: (now: TourSight, before: TourSight) => boolean;
  readonly target: TourTarget;
  /** What differs from the defaults. */
  readonly settings: Partial<Settings>;
}

const RNN: Partial<Settings> = { cell: 'rnn', steps: 60 };

export const TOUR: readonly TourStep[] = [
  {
    title: 'A network, laid out in time',
    text: 'A recurrent network reads a sequence from left to right: each column is one step, each line one of its 32 units. At the last step a loss says how wrong it was. The colour is how much of the loss’s gradient arrives at each unit and step, on a log scale.',
    tryIt: 'Point at a cell, or Tab to the heatmaps and press an arrow key: its numbers stand under the picture.',
    isDone: (now, before) => now.step !== null && now.step !== before.step,
    target: 'heatmaps',
    settings: { ...RNN, spectralRadius: 1 },
  },
  {
    title: 'Back through time is a product',
    text: 'To come from step t + 1 to step t the gradient is multiplied by one Jacobian: the activation’s slope times the recurrent matrix W_h. After 59 steps it has gone through 59 of them.',
    tryIt: 'Press Space, or ◀, to play the gradient back from the last step.',
    isDone: (now, before) => now.playing || (now.step !== null && now.step !== before.step),
    target: 'time',
    settings: { ...RNN, spectralRadius: 1, chart: 'steps' },
  },
  {
    title: 'Why it vanishes',
    text: 'If each factor shrinks the gradient a little, their product shrinks it exponentially. Here W_h has a spectral radius of 0.7: after a dozen steps a hundred-thousandth is left, after thirty a millionth of a millionth.',
    tryIt: 'Drag the spectral radius, and watch how far back the gradient lives.',
    isDone: (now, before) => Math.abs(now.settings.spectralRadius - before.settings.spectralRadius) >= 0.05,
    target: 'radius',
    settings: { ...RNN, spectralRadius: 0.7, chart: 'cumulative' },
  },
  {
    title: 'Why it explodes',
    text: 'If the factors stretch it, the product grows just as fast. tanh holds back, for a strong state sits where its slope is small; but it cannot always save it.',
    tryIt: 'Raise the spectral radius until the first steps burn: more than ten times the loss’s gradient.',
    isDone: (now) => now.left > 1,
    target: 'radius',
    settings: { ...RNN, spectralRadius: 1, inputStrength: 0.2 },
  },
  {
    title: 'The carousel',
    text: 'The LSTM gives the gradient a way without a matrix: from cell to cell it is only multiplied by the forget gate f. This is the gradient of 1997, with all other ways cut. With f near 1 it stays.',
    tryIt: 'Move the forget-gate bias by one or more: σ(bias) is about what f keeps at each step.',
    isDone: (now, before) => Math.abs(now.settings.forgetBias - before.settings.forgetBias) >= 1,
    target: 'bias',
    settings: { cuts: ['R_z', 'R_i', 'R_f', 'R_o'] },
  },
  {
    title: 'The other ways',
    text: 'A real LSTM’s gradient also goes through R_z, R_i, R_f and R_o. In this network each of them alone dies within a few steps; but the gradient may change its way at every step, and much more arrives than by the carousel alone.',
    tryIt:
      'Cut the carousel (the button at the right of its row): the other ways carry the gradient some steps on, then it dies.',
    isDone: (now) => now.settings.cuts.includes('cec'),
    target: 'heatmaps',
    settings: { forgetBias: 1 },
  },
  {
    title: 'Why an LSTM can still explode',
    text: 'Forget bias 1, spectral radius 8. In this network no path alone explodes: look at the rows. The explosion is the paths taking turns, and no story about one gate tells it.',
    tryIt: 'Open “Crossings” under the picture: how many steps did the gradient spend on each way?',
    isDone: (now) => now.settings.chart === 'crossings',
    target: 'chart',
    settings: { forgetBias: 1, spectralRadius: 8, chart: 'cumulative' },
  },
  {
    title: 'How long is the memory?',
    text: 'With forget bias 1, f is about 0.73: the carousel’s memory is −1 / ln 0.73, three steps, and after 20 it alone keeps 0.2 %. The other ways add to that, but the bias sets the pace. (In a GRU the update gate’s bias does.)',
    tryIt: 'Raise the bias until more than 1 % reaches the first step, 99 steps back.',
    isDone: (now) => now.left > -2,
    target: 'bias',
    settings: { forgetBias: 1 },
  },
  {
    title: 'Truncation and clipping',
    text: 'Training often follows each loss only some steps back, and scales gradients that are too large. The lag map shows every loss on its own: what lies beyond the boundary is never learnt from.',
    tryIt:
      'Open “Weights” on the right. Its max norm is at 100, so nothing is scaled: drag it down until clipping acts.',
    isDone: (now) => now.settings.view === 'weights' && now.settings.maxNorm <= 10,
    target: 'views',
    settings: { loss: 'every', truncation: 'sliding', truncationSteps: 20, view: 'lag', maxNorm: 100 },
  },
  {
    title: 'Now yours',
    text: 'Type a text of your own, choose another network, cut a way, open the other views. The address bar always holds the link to what you see; Back undoes.',
    tryIt: 'Set “Input” to “text you type” and write a sentence.',
    isDone: (now) => now.settings.input === 'text' && now.settings.text !== DEFAULTS.text,
    target: 'settings',
    settings: {},
  },
];

/** All settings of a tour’s step, 1-based. */
export function tourSettings(number: number): Settings {
  // Some of its steps speak of charts, which only Lab has.
  return { ...DEFAULTS, depth: 'lab', ...TOUR[number - 1]?.settings, tour: number };
}
