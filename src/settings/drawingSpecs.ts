/** The settings that only change what is drawn: which views, which curves, whose symbols. They recompute nothing of the run. */
import type { AFFECTS } from './affects';
import { LAG_OF, type SettingKey, type Settings } from './settings';
import { choice, flag, number, type SpecFor } from './spec';
import { VIEW_IDS, VIEW_LABELS } from './views';

type DrawingKey = { [K in SettingKey]: (typeof AFFECTS)[K] extends 'drawing' ? K : never }[SettingKey];

export const DRAWING_SPECS: { readonly [K in DrawingKey]: SpecFor<Settings[K]> } = {
  depth: choice(
    'show',
    'Show',
    'explore',
    'The picture and its answer, all controls and charts, or a picture for a projector.',
    [
      ['explore', 'Explore'],
      ['lab', 'Lab'],
      ['stage', 'Stage'],
    ],
  ),
  pathRows: choice('rows', 'Path rows show', 'alone', 'What the heatmaps of the paths show.', [
    ['alone', 'This path alone'],
    ['arriving', 'Arriving'],
  ]),
  wholeRow: choice('whole', 'First row', 'c', 'Which gradient the row of all paths shows.', [
    ['c', 'δc, cell'],
    ['y', 'δy, output'],
  ]),
  inputRow: flag(
    'dx',
    'Gradient on the input',
    false,
    'A row under the time axis: ∂E/∂x, how much the loss would change with what is read at each step.',
  ),
  chart: choice('chart', 'Chart', 'cumulative', 'What the chart under the heatmaps shows.', [
    ['steps', 'Step norms'],
    ['cumulative', 'Cumulative norms'],
    ['crossings', 'Crossings'],
  ]),
  curves: choice('curves', 'Also show', 'main', 'Curves drawn beside the whole, the carousel and the ghost.', [
    ['main', 'nothing more'],
    ['paths', 'each path alone'],
    ['without', 'without one (vector)'],
    ['withoutMatrix', 'without one (matrix)'],
  ]),
  scale: choice('scale', 'Colour scale', 'fixed', 'Fixed ends let two links compare; fit uses the picture’s own.', [
    ['fixed', 'fixed'],
    ['fit', 'fit'],
  ]),
  view: choice('view', 'View', 'none', 'What stands beside the heatmaps; Lab shows Cell where none is chosen.', [
    ['none', 'none'],
    ...VIEW_IDS.map((view) => [view, VIEW_LABELS[view]] as const),
    ['scenes', 'Scenes'],
  ]),
  fill: choice('fill', 'Fill the screen', 'none', 'What fills the screen under the sliders.', [
    ['none', 'nothing'],
    ['view', 'the view'],
    ['picture', 'the heatmaps'],
  ]),
  plane: choice('plane', 'Eigenvalues of', 'matrices', 'Whose eigenvalues the complex plane shows.', [
    ['matrices', 'Matrices'],
    ['rest', 'At rest'],
    ['step', 'This step'],
  ]),
  notation: choice('symbols', 'Notation', 'greff', 'Whose symbols the equations are written in.', [
    ['greff', 'Greff et al.'],
    ['pytorch', 'PyTorch'],
    ['lipton', 'Lipton et al.'],
    ['article', 'the article’s'],
  ]),
  lagOf: choice(
    'lagof',
    'Gradient of',
    'state',
    'What each cell of the lag map measures: the gradient on the state, or on one parameter.',
    LAG_OF.map((name) => [name, name === 'state' ? 'the state' : name] as const),
  ),
  maxNorm: number(
    'clip',
    'Max norm',
    [0.01, 100, 0.01],
    1,
    'Gradients whose norm over all parameters is larger are scaled down to this.',
    { track: 'log' },
  ),
  speed: choice('speed', 'Speed', '10', 'Steps of the backward sweep played in a second.', [
    ['2', '2 steps/s'],
    ['5', '5 steps/s'],
    ['10', '10 steps/s'],
    ['30', '30 steps/s'],
  ]),
  tour: number('tour', 'Tour', [0, 7, 1], 0, 'The step of the guided tour that is shown; 0 is none.', {
    integer: true,
  }),
  claim: {
    kind: 'text',
    urlKey: 'claim',
    label: 'Claim',
    help: 'The claim that is held against the numbers.',
    default: '',
    maxLength: 60,
  },
  scene: {
    kind: 'text',
    urlKey: 'scene',
    label: 'Scene',
    help: 'The scene whose question is asked of the picture.',
    default: '',
    maxLength: 60,
  },
  guess: number(
    'guess',
    'Prediction',
    [0, 4, 1],
    0,
    'The answer to the scene’s question that was chosen; 0 is none yet, and the picture is hidden; 4: shown without one.',
    { integer: true },
  ),
};
