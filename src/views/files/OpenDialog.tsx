/** Where a person opens a network or data of their own: drop, pick, or try one that is here. */
import { type RefObject, useEffect, useId } from 'react';
import { choose } from '../../store/store';
import { useApp, useAppStore } from '../common/context';
import { EXAMPLES, type Example } from './examples';
import { openExample, openFiles } from './openFiles';
import { SNIPPET } from './snippet';

interface Props {
  readonly ref: RefObject<HTMLDialogElement | null>;
}

export function OpenDialog({ ref }: Props) {
  const store = useAppStore();
  const status = useApp(({ fileStatus }) => fileStatus);
  const input = useId();
  // The first press fetches this dialog, and opens it when it is there.
  useEffect(() => {
    if (ref.current?.open === false) ref.current.showModal();
  }, [ref]);
  const close = (): void => ref.current?.close();
  const open = async (files: readonly File[]): Promise<void> => {
    await openFiles(store, files);
    if (store.getState().fileStatus.kind === 'none') close();
  };
  const tryOne = async ({ files, target }: Example): Promise<void> => {
    await openExample(store, files);
    if (store.getState().fileStatus.kind !== 'none') return;
    if (target !== '') choose(store, { loss: 'squared', target });
    close();
  };
  return (
    <dialog ref={ref} className="dialog open-files" aria-labelledby={`${input}-title`}>
      <form method="dialog">
        <h2 id={`${input}-title`}>Your own network</h2>
        <button type="submit" className="icon" aria-label="Close">
          ×
        </button>
      </form>
      <p>
        See where the gradient dies in a network that you have trained, in which layer and by which path. Everything is
        read in this browser; nothing is uploaded.
      </p>
      <label
        className="drop"
        htmlFor={input}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          event.stopPropagation();
          void open([...event.dataTransfer.files]);
        }}
      >
        <span className="drop-title">Drop a file here, or choose one</span>
        <span className="quiet">
          PyTorch .pt, .pth, .ckpt · .safetensors · .onnx · Keras .keras, .h5 · TensorFlow.js model.json with its .bin ·
          .npz; data as .csv, .npy, .npz, .json
        </span>
        <input
          id={input}
          type="file"
          multiple
          onChange={(event) => {
            const files = [...(event.currentTarget.files ?? [])];
            event.currentTarget.value = '';
            void open(files);
          }}
        />
      </label>
      {status.kind === 'reading' && <p role="status">Reading {status.name} …</p>}
      {status.kind === 'failed' && (
        <p className="problem" role="alert">
          {status.message} Nothing on the page has changed.
        </p>
      )}
      <h3>Or try one</h3>
      <ul className="examples">
        {EXAMPLES.map((example) => (
          <li key={example.title}>
            <button type="button" onClick={() => void tryOne(example)}>
              <b>{example.title}</b>
              <span>{example.words}</span>
            </button>
          </li>
        ))}
      </ul>
      <details>
        <summary>One file from your training loop</summary>
        <p>These lines write the network, a batch and its targets into one file; dropped here, that batch is shown.</p>
        <pre>
          <code>{SNIPPET}</code>
        </pre>
      </details>
    </dialog>
  );
}
