/** Stage's own keys: 1 to 9 open scenes, C cuts the path that is pointed at, the arrows up and down point, ? shows the keys. */
import { useEffect } from 'react';
import { edgesOf } from '../../settings/edges';
import { DEFAULTS } from '../../settings/specs';
import { type AppState, type AppStore, open, pointAt, toggleCut } from '../../store/store';
import { plainSymbol } from '../../story/names';
import { isTyping } from '../common/typing';

/** `say` tells what a key did; null shows or hides the keys themselves. */
export function useStageKeys(store: AppStore, say: (words: string | null) => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
      const isOnSlider = event.target instanceof Element && event.target.matches('input');
      if (/^[1-9]$/.test(event.key)) void openScene(store, Number(event.key), say);
      else if (event.key === 'c' || event.key === 'C') say(cutPointed(store));
      else if (event.key === '?') say(null);
      else if (event.key === 'ArrowUp' && !isOnSlider) pointNext(store, -1);
      else if (event.key === 'ArrowDown' && !isOnSlider) pointNext(store, 1);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [store, say]);
}

/** The scenes are in the galleries' chunk: where that cannot be had, it is said. */
async function openScene(store: AppStore, number: number, say: (words: string) => void): Promise<void> {
  try {
    const { SCENES } = await import('../gallery/galleries');
    const scene = SCENES[number - 1];
    if (scene === undefined) return;
    open(store, { ...DEFAULTS, ...scene.settings, depth: 'stage' });
    pointAt(store, null);
    say(scene.name);
  } catch {
    say('The scenes could not be loaded');
  }
}

/** Cuts it, or lets the gradient through again; answers with what has been done. */
function cutPointed(store: AppStore): string {
  const { pointedEdge, panes } = store.getState();
  if (pointedEdge === null) return 'Point at a path, or press ↓, then C cuts it';
  toggleCut(store, pointedEdge);
  return `${plainSymbol(pointedEdge)} is ${panes[0].cuts.includes(pointedEdge) ? 'whole again' : 'cut'}`;
}

function pointNext(store: AppStore, by: 1 | -1): void {
  const { pointedEdge, panes } = store.getState();
  const edges: readonly AppState['pointedEdge'][] = edgesOf(panes[0]);
  const at = edges.indexOf(pointedEdge);
  const next = at < 0 ? (by > 0 ? 0 : edges.length - 1) : at + by;
  pointAt(store, edges[Math.max(0, Math.min(edges.length - 1, next))] ?? null);
}
