/** The galleries, a scene and a claim, which come together when one of them is first wanted. */
import { deferred } from '../common/deferred';

const parts = () => import('./parts');

export const Gallery = deferred('Gallery', parts);
export const Scene = deferred<'Scene', object>('Scene', parts);
export const ClaimsView = deferred<'ClaimsView', object>('ClaimsView', parts);
