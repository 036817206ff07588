/** What differs between two panes, in the words of the settings’ table. */

import { AFFECTS } from '../settings/affects';
import { shorten } from '../settings/characters';
import { labelOf } from '../settings/controls';
import type { Cuttable } from '../settings/edges';
import type { SettingKey, Settings } from '../settings/settings';
import type { AnySpec } from '../settings/spec';
import { SETTING_KEYS, SPECS } from '../settings/specs';
import { formatSetting } from '../settings/validate';
import { plainSymbol } from './names';

export interface Difference {
  readonly key: SettingKey;
  readonly label: string;
  readonly left: string;
  readonly right: string;
}

/** The settings that change a number and are not the same. */
export function differences(left: Settings, right: Settings): readonly Difference[] {
  return SETTING_KEYS.filter((key) => AFFECTS[key] !== 'drawing').flatMap((key) => {
    const spec: AnySpec = SPECS[key] as AnySpec;
    const [a, b] = [formatSetting(SPECS[key], left[key]), formatSetting(SPECS[key], right[key])];
    return a === b ? [] : [{ key, label: labelOf(right, key), left: worded(spec, a), right: worded(spec, b) }];
  });
}

function worded(spec: AnySpec, text: string): string {
  switch (spec.kind) {
    case 'choice':
      return spec.options.find(({ value }) => value === text)?.label ?? text;
    case 'flag':
      return text === '1' ? 'on' : 'off';
    case 'set':
      return text === '' ? 'none' : edgeNames(text);
    case 'text':
      return `“${shorten(text, 19)}”`;
    case 'number':
      return text.replace('-', '−');
  }
}

/** The only sets are of edges. */
function edgeNames(text: string): string {
  return text
    .split(',')
    .map((edge) => plainSymbol(edge as Cuttable))
    .join(', ');
}
