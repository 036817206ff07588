/** What is in sight at each depth of the page. */
import type { Settings } from './settings';
import type { View } from './views';

/** The view that is open; null where none is. Lab always has one. */
export function openView({ depth, view }: Pick<Settings, 'depth' | 'view'>): View | null {
  if (view !== 'none') return view;
  return depth === 'lab' ? 'cell' : null;
}
