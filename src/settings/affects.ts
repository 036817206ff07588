/**
 * What has to be computed again when a setting changes: `drawing` recomputes nothing, `sweep` keeps the forward trace. Apart from the
 * table of what settings are called and mean (specs.ts), because that is all that the worker needs of them.
 */
import type { SettingKey, Settings } from './settings';

export type Affects = 'forward' | 'sweep' | 'drawing';

export const AFFECTS = {
  cell: 'forward',
  activation: 'forward',
  cellActivation: 'forward',
  peepholes: 'forward',
  forgetGate: 'forward',
  hiddenSize: 'forward',
  inputSize: 'forward',
  steps: 'forward',
  seed: 'forward',
  weights: 'forward',
  radii: 'forward',
  scaledBy: 'forward',
  spectralRadius: 'forward',
  radiusZ: 'forward',
  radiusI: 'forward',
  radiusF: 'forward',
  radiusO: 'forward',
  radiusU: 'forward',
  radiusR: 'forward',
  radiusN: 'forward',
  forgetBias: 'forward',
  blockBias: 'forward',
  inputBias: 'forward',
  outputBias: 'forward',
  resetBias: 'forward',
  chrono: 'forward',
  initialState: 'forward',
  file: 'forward',
  fileName: 'sweep', // it changes with the file only
  layer: 'forward',
  addedBias: 'forward',
  matrixScale: 'forward',
  head: 'sweep',
  target: 'sweep',
  input: 'forward',
  data: 'forward',
  dataName: 'sweep',
  sequence: 'forward',
  standardise: 'forward',
  inputStrength: 'forward',
  impulseStep: 'forward',
  sinePeriod: 'forward',
  text: 'forward',
  characters: 'forward',
  loss: 'sweep',
  lossDirection: 'sweep',
  lossUnit: 'sweep',
  truncation: 'sweep',
  truncationSteps: 'sweep',
  cuts: 'sweep',
  depth: 'drawing',
  pathRows: 'drawing',
  wholeRow: 'drawing',
  inputRow: 'drawing',
  chart: 'drawing',
  curves: 'drawing',
  scale: 'drawing',
  view: 'drawing',
  fill: 'drawing',
  plane: 'drawing',
  notation: 'drawing',
  lagOf: 'drawing',
  maxNorm: 'drawing',
  speed: 'drawing',
  tour: 'drawing',
  claim: 'drawing',
  scene: 'drawing',
  guess: 'drawing',
} as const satisfies Readonly<Record<SettingKey, Affects>>;

/** The settings that affect no more than this. */
export const keysAffecting = (what: Affects): readonly SettingKey[] =>
  (Object.keys(AFFECTS) as SettingKey[]).filter((key) => AFFECTS[key] === what);

/** The values of some settings, as a key to compare by. */
export function keyOf<K extends SettingKey>(settings: Pick<Settings, K>, names: readonly K[]): string {
  return JSON.stringify(names.map((name) => settings[name]));
}
