/** What happens with a person's own file: it is kept, shown, and left again. */
import {
  AS_TRAINED,
  dataIn,
  firstLayer,
  lossOfTargets,
  modelIn,
  type OpenedData,
  type OpenedFile,
  type OpenedModel,
  settingsOfLayer,
  settingsOfSequence,
  targetOfSequence,
} from './openedFiles';
import { type AppStore, change, commit } from './store';

/** Keeps a file, and shows it. */
export function addFile(store: AppStore, file: OpenedFile): void {
  store.setState(({ files }) => ({
    files: [...files.filter(({ hash }) => hash !== file.hash), file],
    fileStatus: { kind: 'none' },
  }));
  if (file.kind === 'model') showModel(store, file);
  else showData(store, file);
}

function showModel(store: AppStore, file: OpenedModel): void {
  const { files, panes } = store.getState();
  const [settings] = panes;
  // A link that was waiting for this file says which layer, and what is changed.
  if (settings.file === file.hash && file.model.layers.some(({ id }) => id === settings.layer)) return;
  const head = file.model.heads.length === 1 ? (file.model.heads[0]?.name ?? '') : '';
  const data = settings.input === 'data' ? dataIn(files, settings) : undefined;
  change(store, {
    ...AS_TRAINED,
    ...settingsOfLayer(file, firstLayer(file.model)),
    head,
    loss: 'last',
    target: '',
    // Data that were opened before their network have waited for its head.
    ...(data && { ...targetOfSequence(data, settings.sequence), ...lossOfTargets(file, data) }),
  });
  commit(store);
}

function showData(store: AppStore, file: OpenedData): void {
  const { files, panes } = store.getState();
  const [settings] = panes;
  if (settings.data === file.hash && settings.input === 'data') return;
  const model = modelIn(files, settings);
  change(store, { ...settingsOfSequence(file, 1), ...(model && lossOfTargets(model, file)) });
  commit(store);
}

/** Back to the network that is drawn from the settings. */
export function closeFile(store: AppStore): void {
  // Any of what the file decides, taken over as it is, leaves the file.
  change(store, { cell: store.getState().panes[0].cell });
  commit(store);
}
