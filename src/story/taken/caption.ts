/** What a figure's caption says: what is shown, of which settings, by which norm. */
import { AFFECTS } from '../../settings/affects';
import { CELLS } from '../../settings/cells';
import { hasControl, idleReason, labelOf, slidersOf } from '../../settings/controls';
import { cuttableOf, edgesOf } from '../../settings/edges';
import { isFromFile } from '../../settings/fileSpecs';
import type { SettingKey, Settings } from '../../settings/settings';
import { DEFAULTS, SETTING_KEYS, SPECS } from '../../settings/specs';
import { formatSetting, wordedSetting } from '../../settings/validate';
import { inProse } from '../names';

/** Told in a place of their own, or by another setting. */
const TOLD: readonly SettingKey[] = [
  'cell',
  'hiddenSize',
  'steps',
  'inputSize',
  'seed',
  'cuts',
  'file',
  'fileName',
  'data',
  'dataName',
  'layer',
];
/** Settings that only some cells have. */
const OWN: ReadonlySet<SettingKey> = new Set(
  Object.values(CELLS).flatMap(({ controls }) => controls as readonly SettingKey[]),
);

/** What the two sliders set, where it means something: told whatever it is. */
export function mainSettings(settings: Settings): readonly SettingKey[] {
  if (isFromFile(settings)) return [];
  return slidersOf(settings.cell)
    .map(({ key }): SettingKey => key)
    .filter(
      (key) => idleReason(settings, key) === null && !(key === 'spectralRadius' && settings.radii !== 'together'),
    );
}

/** Those, and the settings behind the numbers that are not as the page opens with, in the table's order. */
function toldSettings(settings: Settings): readonly SettingKey[] {
  const main = mainSettings(settings);
  return SETTING_KEYS.filter(
    (key) =>
      main.includes(key) ||
      (AFFECTS[key] !== 'drawing' &&
        !TOLD.includes(key) &&
        (!OWN.has(key) || hasControl(settings.cell, key)) &&
        formatSetting(SPECS[key], settings[key]) !== formatSetting(SPECS[key], DEFAULTS[key])),
  );
}

/** "Forget-gate bias 3; activation ReLU" */
function changedWords(settings: Settings): string {
  return toldSettings(settings)
    .map((key) => {
      const spec = SPECS[key];
      const value = settings[key];
      const option = spec.kind === 'choice' ? spec.options.find((one) => one.value === value)?.label : undefined;
      const words = spec.kind === 'flag' ? (value === true ? 'on' : 'off') : (option ?? wordedSetting(spec, value));
      const label = labelOf(settings, key);
      return `${/^[A-Z][a-z]/.test(label) ? label[0]?.toLowerCase() + label.slice(1) : label} ${words}`;
    })
    .join('; ');
}

/** The run's own size: a text or a file decides how long it is. */
export interface RunSize {
  readonly steps: number;
  readonly size: number;
}

/** "LSTM, N = 32, M = 8, T = 100, seed 14; forget-gate bias 3" */
export function settingsWords(settings: Settings, { steps, size }: RunSize): string {
  const { cell, inputSize, seed, fileName, layer, dataName, input } = settings;
  const label = CELLS[cell].label;
  const own = isFromFile(settings)
    ? `${label} of ${fileName}${layer === '' ? '' : `, layer ${layer}`}, N = ${size}, T = ${steps}`
    : `${label}, N = ${size}, M = ${inputSize}, T = ${steps}, seed ${seed}`;
  const data = input === 'data' ? `data ${dataName}` : '';
  const cut = cuttableOf(settings).filter((edge) => settings.cuts.includes(edge));
  const cuts = cut.length === 0 ? '' : `${cut.map(inProse).join(', ')} cut`;
  const changed = changedWords(settings);
  const rest = isFromFile(settings) ? '' : 'all else as the page opens';
  return [own, data, cuts, changed, rest].filter((part) => part !== '').join('; ');
}

interface FigureFacts extends RunSize {
  readonly settings: Settings;
  readonly hasRiver: boolean;
  readonly hasBand: boolean;
  /** Units that share a line of a heatmap; 1 where each has its own. */
  readonly pooled: number;
  /** What is not there yet. */
  readonly missing: string;
}

/** Paragraphs. */
export function captionOf({
  settings,
  steps,
  size,
  hasRiver,
  hasBand,
  pooled,
  missing,
}: FigureFacts): readonly string[] {
  const loss =
    settings.loss === 'every' ? 'from a loss at every step' : `from the loss at step ${steps} back to step 1`;
  const paths =
    settings.pathRows === 'alone' ? 'each path alone (every other path is cut)' : 'what arrives over each path';
  const river = hasRiver
    ? 'River: the width is the Euclidean norm ‖gᵗ‖₂ of the state’s gradient against the loss’s own, on a bent log scale; dotted lines: as large as at the loss; beside it: its size at step 1. '
    : '';
  const band = hasBand
    ? 'Band: the share of the steps back that the gradient spent on each path; hatched: negative. '
    : '';
  const parts =
    edgesOf(settings).length > 1 ? `all paths together, then ${paths}` : 'all paths together, then the one path';
  const line = pooled > 1 ? `the largest of up to ${pooled} units` : 'a unit';
  const whole = `Heatmaps: ${parts}; a line is ${line}, a column a step, and the colour |value| · √N / ‖Δ‖₂. `;
  return [
    `Gradient flowing back through time in a recurrent network, ${loss}. ${river}${band}${whole}Hatched cells: exactly zero.`,
    `${settingsWords(settings, { steps, size })}.${missing === '' ? '' : ` Not computed yet: ${missing}.`} Gradient Carousel:`,
  ];
}
