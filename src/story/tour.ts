/** The guided tour: one story in seven steps, from the loss to the reader's own two sliders. Data and what checks it; no page. */
import type { Settings } from '../settings/settings';
import { DEFAULTS } from '../settings/specs';
import { differences } from './differences';

/** What the tour sees of the page, to notice that the reader has tried something. */
export interface TourSight {
  readonly settings: Settings;
  /** 0-based; null where nothing is pointed at. */
  readonly step: number | null;
  readonly playing: boolean;
  /** log10 ‖g‖ at step 1 against the loss gradient; NaN where it is not there yet. */
  readonly left: number;
}

/** What a step points at. */
export type TourTarget = 'loss' | 'time' | 'network' | 'band' | 'paths' | 'why' | 'bias' | 'radius' | 'sliders';

export interface TourStep {
  readonly title: string;
  readonly text: string;
  /** The same for a phone, where the words must leave room for the picture. */
  readonly short: string;
  /** One thing to try, and how it is noticed. */
  readonly tryIt: string;
  readonly isDone: (now: TourSight, before: TourSight) => boolean;
  /** The first is what the step is about. */
  readonly targets: readonly TourTarget[];
  /** What differs from the page as it opens. */
  readonly settings: Partial<Settings>;
}

const hasMoved = (now: TourSight, before: TourSight): boolean => now.step !== null && now.step !== before.step;

export const TOUR: readonly TourStep[] = [
  {
    title: 'The gradient flows back from the loss',
    text: 'A network has read 100 steps, from left to right, and at the last one a loss says how wrong it was. From there the gradient flows left, back through time, and tells each earlier step what to change. The wider a river, the more of it there is, on a log scale; between the dotted lines it is smaller than at the loss.',
    short:
      'The loss, at the right end, says how wrong the network was. From there the gradient flows left, back through time. The wider a river, the more there is of it.',
    tryIt: 'Press Play, and watch it go back.',
    isDone: (now, before) => now.playing || hasMoved(now, before),
    targets: ['loss', 'time'],
    settings: {},
  },
  {
    title: 'The plain RNN’s gradient dies',
    text: 'A plain RNN alone. Its gradient shrinks with every step back: after 52 it is gone, less than a millionth of a millionth, and of what the loss sent 2.9·10⁻²³ reaches step 1. The network cannot learn from what it read there.',
    short:
      'A plain RNN alone: after 52 steps its gradient is gone, and 2.9·10⁻²³ of it reaches step 1. The network cannot learn from what it read there.',
    tryIt: 'Press the river where it thins out: how much is left there stands beside its name.',
    isDone: hasMoved,
    targets: ['network'],
    settings: { cell: 'rnn' },
  },
  {
    title: 'Why: a product of 99 factors',
    text: 'To come one step back, the gradient is multiplied by one matrix. On average that leaves 0.592 of it, and 0.592 multiplied by itself 99 times is 2.9·10⁻²³. With factors a little above 1 it would grow just as fast.',
    short:
      'Each step back multiplies the gradient by one matrix. On average 0.592 is left, and 99 such factors make 2.9·10⁻²³. Above 1 it would grow as fast.',
    tryIt: 'Raise the spectral radius until the river burns.',
    isDone: (now) => now.left > 0.3,
    targets: ['why', 'radius'],
    settings: { cell: 'rnn' },
  },
  {
    title: 'The carousel keeps it alive',
    text: 'The LSTM gives the gradient a way without a matrix, the carousel: from cell to cell it is only multiplied by the forget gate, a number near 1. All other ways are cut, and still 0.061 % reaches step 1. The plain RNN, above, leaves 2.9·10⁻²³.',
    short:
      'The LSTM has a way without a matrix, the carousel: only the forget gate, near 1, multiplies. All else is cut, and still 0.061 % arrives, where the RNN leaves 2.9·10⁻²³.',
    tryIt: 'Raise the forget-gate bias until more than 1 % arrives.',
    isDone: (now) => now.left > -2,
    targets: ['network', 'bias'],
    settings: { cuts: ['R_z', 'R_i', 'R_f', 'R_o'] },
  },
  {
    title: 'A few detours bring far more',
    text: 'Now all ways are open. Each matrix alone is gone within 15 steps, as the rows show. But the gradient may leave the carousel and come back to it: 95 of its 99 steps are on the carousel, as the band shows, and the few others make 9.7 % out of 0.061 %.',
    short:
      'All ways are open. The band shows which way the gradient came: 95 of 99 steps on the carousel. The few detours make 9.7 % out of 0.061 %.',
    tryIt: 'Press “cut” beside R_z: without it little more arrives than by the carousel alone.',
    isDone: (now) => now.settings.cuts.includes('R_z'),
    targets: ['band', 'paths'],
    settings: {},
  },
  {
    title: 'Together they burn',
    text: 'Forget-gate bias 1, spectral radius 8. In the rows no path alone grows beyond the loss’s gradient. Taking turns they multiply: at step 1 it is 1.1·10⁶ times as large as at the loss. An LSTM can explode, as the plain RNN above does, and no single gate explains it.',
    short:
      'No path alone grows. Taking turns they multiply: at step 1 the gradient is 1.1·10⁶ times as large as at the loss. An LSTM can explode.',
    tryIt: 'Press “cut” beside the carousel, and the fire goes out.',
    isDone: (now) => now.settings.cuts.includes('cec'),
    targets: ['network', 'paths'],
    settings: { forgetBias: 1, spectralRadius: 8 },
  },
  {
    title: 'Your turn: two sliders',
    text: 'With forget-gate bias 1 and spectral radius 1 this LSTM forgets: 1.9·10⁻⁹ of the gradient reaches step 1. The bias says how long the carousel keeps it, the radius how much the matrices add.',
    short:
      'This LSTM forgets: 1.9·10⁻⁹ reaches step 1. The bias says how long the carousel keeps it, the radius how much the matrices add.',
    tryIt: 'Let between 1 % and 100 % arrive: neither gone nor burning.',
    isDone: (now) => now.left >= -2 && now.left <= 0,
    targets: ['sliders', 'network'],
    settings: { forgetBias: 1 },
  },
];

/** All settings of a tour’s step, 1-based. */
export function tourSettings(number: number): Settings {
  return { ...DEFAULTS, ...TOUR[number - 1]?.settings, tour: number };
}

/** What a step sets, in words: "Network RNN"; '' where it is the page as it opens. */
export function tourChanges(number: number): string {
  return differences(DEFAULTS, tourSettings(number))
    .map(({ label, right }) => `${label} ${right}`)
    .join(' · ');
}
