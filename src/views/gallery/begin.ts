/** The galleries and a scene, which come together when one of them is first wanted. */
import { deferred } from '../common/deferred';

const galleries = () => import('./galleries');

export const Gallery = deferred('Gallery', galleries);
export const Scene = deferred('Scene', async () => ({ Scene: (await galleries()).Scene }));
