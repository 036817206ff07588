/** What is in sight at each depth of the page. */
import type { Settings } from './settings';
import type { View } from './views';

type Chosen = Pick<Settings, 'depth' | 'view' | 'claim'>;

/** The gallery that lies over the page; null where none does. Claims have one until one of them is open. */
export function openGallery({ view, claim }: Omit<Chosen, 'depth'>): 'scenes' | 'claims' | null {
  if (view === 'scenes') return view;
  return view === 'claims' && claim === '' ? view : null;
}

/** The view that is open; null where none is. Lab always has one, Stage never. */
export function openView({ depth, view, claim }: Chosen): View | null {
  if (depth === 'stage') return null;
  if (view !== 'none' && view !== 'scenes' && openGallery({ view, claim }) === null) return view;
  return depth === 'lab' ? 'cell' : null;
}

/** What fills the screen: never the reading, which is about the heatmaps, nor a view where none is open. */
export function filled(settings: Chosen & Pick<Settings, 'fill'>): Settings['fill'] {
  const view = openView(settings);
  return settings.fill === 'view' && (view === null || view === 'reading') ? 'none' : settings.fill;
}

/** Whether the picture is hidden until the scene’s question has an answer. */
export const isVeiled = ({ scene, guess }: Pick<Settings, 'scene' | 'guess'>): boolean => scene !== '' && guess === 0;
