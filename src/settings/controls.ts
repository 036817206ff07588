/** Which controls a cell has and what they are called there: `cells` and the table of settings, read together. */
import { CELLS, type Cell } from './cells';
import type { CellRecord, Options, Slider } from './cells/cell';
import type { SettingKey } from './settings';
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

/** What a setting is called in this cell. */
export function labelOf(cell: Cell, key: SettingKey): string {
  const { labels }: CellRecord = CELLS[cell];
  return labels[key] ?? SPECS[key].label;
}

export function helpOf(cell: Cell, key: SettingKey): string {
  const { help }: CellRecord = CELLS[cell];
  return help[key] ?? SPECS[key].help;
}

/** Why a control that is shown has no effect; null where it has one. */
export const idleReason = (settings: CellOptions, key: SettingKey): string | null =>
  CELLS[settings.cell].idle(key, settings);
