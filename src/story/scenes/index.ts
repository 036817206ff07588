/** All scenes, in the order of the gallery; the first nine open by their number. */
import { FLOWS } from './flows';
import { REMEDIES } from './remedies';
import type { Scene } from './scene';

export const SCENES: readonly Scene[] = [...FLOWS, ...REMEDIES];

export { type Scene, SHOWN, sceneSettings } from './scene';
