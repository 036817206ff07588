/** Opens a scene at the depth at which the reader is, with its picture hidden. */
import { type AppStore, open } from '../../store/store';
import { type Scene, sceneSettings } from '../../story/scenes';

export function openScene(store: AppStore, scene: Scene): void {
  const { depth } = store.getState().panes[0];
  store.setState({ crosshair: null, playing: false });
  open(store, { ...sceneSettings(scene), depth });
}
