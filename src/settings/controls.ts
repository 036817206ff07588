/** Which controls a cell has and what they are called there: `cells` and the table of settings, read together. */
import { CELLS, type Cell } from './cells';
import type { CellRecord, Options, Slider } from './cells/cell';
import { OWN_RADII } from './radii';
import type { SettingKey, Settings } from './settings';
import { SPECS } from './specs';

type CellOptions = Options & { readonly cell: Cell };

/** Whether a setting that not every cell has means something in this one. */
export function hasControl(cell: Cell, key: SettingKey): boolean {
  const controls: readonly SettingKey[] = CELLS[cell].controls;
  return controls.includes(key);
}

type SliderKey = (typeof CELLS)[Cell]['sliders'][number]['key'];
type MissionSlider = Slider & { readonly key: SliderKey };

/** The two sliders above the picture: of the bias that keeps the gradient, and of the radius. */
export const slidersOf = (cell: Cell): readonly [MissionSlider, MissionSlider] => CELLS[cell].sliders;

/** What decides what settings are called. */
type Naming = Pick<Settings, 'cell' | 'scaledBy'>;

const scalesByNorm = ({ scaledBy }: Naming, key: SettingKey): boolean =>
  scaledBy === 'norm' &&
  (key === 'spectralRadius' || key === 'radii' || (OWN_RADII as readonly SettingKey[]).includes(key));

/** What a setting is called in this cell. */
export function labelOf(naming: Naming, key: SettingKey): string {
  if (scalesByNorm(naming, key)) return SPECS[key].label.replace('radius', 'norm').replace('Radius', 'Norm');
  const { labels }: CellRecord = CELLS[naming.cell];
  return labels[key] ?? SPECS[key].label;
}

export function helpOf(naming: Naming, key: SettingKey): string {
  if (scalesByNorm(naming, key) && key !== 'radii') return 'The largest singular value: the most a vector grows.';
  const { help }: CellRecord = CELLS[naming.cell];
  return help[key] ?? SPECS[key].help;
}

/** Why a control that is shown has no effect; null where it has one. */
export const idleReason = (settings: CellOptions, key: SettingKey): string | null =>
  CELLS[settings.cell].idle(key, settings);
