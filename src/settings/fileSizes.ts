/** How large a network from a file may be: larger than one that is drawn, whose whole picture a slider redraws. */
import type { SettingKey } from './settings';
import type { AnySpec } from './spec';
import { SPECS } from './specs';

const LARGEST: Partial<Record<SettingKey, number>> = { hiddenSize: 1024, inputSize: 65536, lossUnit: 2048 };

/** A setting's range and words where the network is from a file. */
export function specWithFile(key: SettingKey): AnySpec {
  const spec: AnySpec = SPECS[key];
  const max = LARGEST[key];
  return max === undefined || spec.kind !== 'number' ? spec : { ...spec, max };
}
