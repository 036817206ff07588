/** What is in sight at each depth of the page. */
import type { Settings } from './settings';

/** A view that there is something to see of. */
export type View = Exclude<Settings['view'], 'none'>;

/** The view that is open; null where none is. Lab always has one, Stage never. */
export function openView({ depth, view }: Pick<Settings, 'depth' | 'view'>): View | null {
  if (depth === 'stage') return null;
  if (view !== 'none') return view;
  return depth === 'lab' ? 'cell' : null;
}

/** What fills the screen: never the reading, which is about the heatmaps, nor a view where none is open. */
export function filled(settings: Pick<Settings, 'depth' | 'view' | 'fill'>): Settings['fill'] {
  const view = openView(settings);
  return settings.fill === 'view' && (view === null || view === 'reading') ? 'none' : settings.fill;
}
