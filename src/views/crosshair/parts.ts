/** What stands beside the crosshair: one chunk, wanted when something is pointed at. */
import { deferred } from '../common/deferred';

export const RiverTags = deferred('RiverTags', () => import('./tags'));
export const RowTag = deferred('RowTag', async () => ({ RowTag: (await import('./tags')).RowTag }));
export const StepTag = deferred('StepTag', async () => ({ StepTag: (await import('./tags')).StepTag }));
