/** The galleries, a scene and a claim, which come together when one of them is first wanted. */
import { deferred } from '../common/deferred';

const galleries = () => import('./galleries');

export const Gallery = deferred('Gallery', galleries);
export const Scene = deferred<'Scene', object>('Scene', galleries);
export const ClaimsView = deferred<'ClaimsView', object>('ClaimsView', galleries);
