/** Each view's component, loaded when it is first opened, or before, when nothing else is to be done. */
import type { View } from '../../settings/views';
import { type Deferred, deferred } from '../common/deferred';
import { VIEWS } from '../descriptors';

export const COMPONENTS = Object.fromEntries(
  Object.entries(VIEWS).map(([id, { component, load }]) => [id, deferred(component, load)]),
) as Readonly<Record<View, Deferred<object>>>;
