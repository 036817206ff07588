/** What is in sight at each depth of the page. */
import type { Settings } from './settings';
import type { View } from './views';

type Chosen = Pick<Settings, 'depth' | 'view' | 'claim'>;

/** The gallery that lies over the page; null where none does. Claims have one until one of them is open. */
export function openGallery({ view, claim }: Omit<Chosen, 'depth'>): 'scenes' | 'claims' | null {
  if (view === 'scenes') return view;
  return view === 'claims' && claim === '' ? view : null;
}

/** The view that is open; null where none is. Lab always has one. */
export function openView({ depth, view, claim }: Chosen): View | null {
  if (view !== 'none' && view !== 'scenes' && openGallery({ view, claim }) === null) return view;
  return depth === 'lab' ? 'cell' : null;
}

/** Whether the picture is hidden until the scene’s question has an answer. */
export const isVeiled = ({ scene, guess }: Pick<Settings, 'scene' | 'guess'>): boolean => scene !== '' && guess === 0;
