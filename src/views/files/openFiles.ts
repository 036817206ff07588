/** From files that were dropped or picked to what the page shows. Nothing leaves the browser. */
import { tooLarge } from '../../formats/fileSize';
import { hashOf } from '../../formats/hash';
import { readInWorker } from '../../formats/readInWorker';
import { openedModel } from '../../store/openedFiles';
import { addFile } from '../../store/showFile';
import type { AppStore } from '../../store/store';

/** Several files at once are one TensorFlow.js model, or a network and its data. Says in the store what went wrong. */
export async function openFiles(store: AppStore, files: readonly File[]): Promise<void> {
  const [first] = files;
  if (first === undefined) return;
  const name = files.length === 1 ? first.name : `${first.name} and ${files.length - 1} more`;
  store.setState({ fileStatus: { kind: 'reading', name } });
  try {
    const refusal = tooLarge(
      files.reduce((sum, { size }) => sum + size, 0),
      name,
    );
    if (refusal !== null) throw refusal;
    const parts = await Promise.all(
      files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
    );
    for (const read of await readInWorker(parts)) {
      const hash = hashOf(read.bytes);
      if (read.kind === 'model') addFile(store, openedModel(hash, read.name, read.model));
      else addFile(store, { kind: 'data', hash, name: read.name, data: read.data, targets: read.targets });
      if (read.notices.length > 0) store.setState(({ notices }) => ({ notices: [...notices, ...read.notices] }));
    }
  } catch (problem) {
    failed(store, name, problem);
  }
}

function failed(store: AppStore, name: string, problem: unknown): void {
  const message = problem instanceof Error ? problem.message : String(problem);
  store.setState({ fileStatus: { kind: 'failed', name, message } });
}

/** One of the files that the page comes with. */
export async function openExample(store: AppStore, names: readonly string[]): Promise<void> {
  const [first = ''] = names;
  store.setState({ fileStatus: { kind: 'reading', name: first } });
  try {
    const files = await Promise.all(
      names.map(async (name) => {
        const answer = await fetch(new URL(`models/${name}`, document.baseURI));
        if (!answer.ok) throw new Error(`${name} could not be fetched (${answer.status}).`);
        return new File([await answer.blob()], name);
      }),
    );
    await openFiles(store, files);
  } catch (problem) {
    failed(store, first, problem);
  }
}
