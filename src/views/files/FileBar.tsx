/** What is shown of a person's own file, and what can be chosen there: layer, sequence, loss; and back to as it was trained. */
import { isBehindHead } from '../../settings/fileSpecs';
import {
  AS_TRAINED,
  dataIn,
  modelIn,
  type OpenedData,
  type OpenedModel,
  settingsOfLayer,
  settingsOfSequence,
} from '../../store/openedFiles';
import { closeFile } from '../../store/showFile';
import { choose } from '../../store/store';
import { signed } from '../../story/format';
import { useApp, useAppStore, useChoices, useShown } from '../common/context';

export function FileBar() {
  const choices = useChoices('file', 'data', 'input');
  const files = useApp((state) => state.files);
  const status = useApp((state) => state.fileStatus);
  const model = modelIn(files, choices);
  const data = choices.input === 'data' ? dataIn(files, choices) : undefined;
  return (
    <section className="file-bar" aria-label="Your file">
      {status.kind === 'reading' && <p role="status">Reading {status.name} …</p>}
      {status.kind === 'failed' && <FailedFile message={status.message} />}
      {choices.file !== '' && (model === undefined ? <MissingFile /> : <ModelChoices file={model} />)}
      {choices.input === 'data' && (data === undefined ? <MissingData /> : <DataChoices file={data} />)}
    </section>
  );
}

function FailedFile({ message }: { readonly message: string }) {
  const store = useAppStore();
  return (
    <p className="problem" role="alert">
      {message} Nothing on the page has changed.{' '}
      <button type="button" className="small" onClick={() => store.setState({ fileStatus: { kind: 'none' } })}>
        Dismiss
      </button>
    </p>
  );
}

/** The link names a file that only its owner has. */
function MissingFile() {
  const store = useAppStore();
  const { fileName, file } = useChoices('fileName', 'file');
  return (
    <p role="status">
      This link shows a network from the file <b>{fileName === '' ? file : fileName}</b>, which is not in the link: drop
      it here. Until then a random network of that size is shown.{' '}
      <button type="button" className="small" onClick={() => closeFile(store)}>
        Go on without
      </button>
    </p>
  );
}

function MissingData() {
  const store = useAppStore();
  const { dataName, data } = useChoices('dataName', 'data');
  return (
    <p role="status">
      The input is the file <b>{dataName === '' ? data : dataName}</b>, which is not in the link: drop it here. Until
      then the input is zero.{' '}
      <button type="button" className="small" onClick={() => choose(store, { input: 'noise' })}>
        Read white noise
      </button>
    </p>
  );
}

function ModelChoices({ file }: { readonly file: OpenedModel }) {
  const store = useAppStore();
  const { layer, addedBias, matrixScale, cuts, truncation } = useChoices(
    'layer',
    'addedBias',
    'matrixScale',
    'cuts',
    'truncation',
  );
  const { layers } = file.model;
  const shown = layers.find(({ id }) => id === layer);
  const found = file.found.layers[shown === undefined ? -1 : layers.indexOf(shown)];
  const isAsTrained =
    addedBias === AS_TRAINED.addedBias &&
    matrixScale === AS_TRAINED.matrixScale &&
    cuts.length === 0 &&
    truncation === AS_TRAINED.truncation;
  return (
    <div className="file-choices">
      <b>{file.name}</b>
      <label>
        Layer{' '}
        <select value={layer} onChange={(event) => choose(store, settingsOfLayer(file, event.currentTarget.value))}>
          {layers.map(({ id, network: { cell, hiddenSize } }) => (
            <option key={id} value={id}>
              {id} · {cell.toUpperCase()}, {hiddenSize} units
            </option>
          ))}
        </select>
      </label>
      <LossChoices file={file} />
      <button type="button" className="small" disabled={isAsTrained} onClick={() => choose(store, AS_TRAINED)}>
        As trained
      </button>
      <button type="button" className="small" onClick={() => closeFile(store)}>
        Leave it
      </button>
      {shown?.direction === 'reverse' && (
        <span className="quiet">
          It reads from the end: the axis is in its own order, and step 1 is the last of time.
        </span>
      )}
      {found?.above != null && <span className="quiet">{found.above}</span>}
    </div>
  );
}

function LossChoices({ file }: { readonly file: OpenedModel }) {
  const store = useAppStore();
  const settings = useChoices('loss', 'target', 'head', 'layer');
  const facts = useShown('text', ({ run }) => run?.info.loss ?? null);
  const { heads } = file.model;
  const isBehind = isBehindHead(settings);
  return (
    <>
      <label>
        Loss{' '}
        <select
          value={settings.loss}
          onChange={(event) => choose(store, { loss: event.currentTarget.value as typeof settings.loss })}
        >
          <option value="last">at the last step’s output</option>
          <option value="every">at every step’s output</option>
          {heads.length > 0 && <option value="squared">squared error, behind the head</option>}
          {heads.length > 0 && <option value="entropy">cross-entropy, behind the head</option>}
        </select>
      </label>
      {isBehind && heads.length > 1 && (
        <label>
          Head{' '}
          <select value={settings.head} onChange={(event) => choose(store, { head: event.currentTarget.value })}>
            <option value="">choose one</option>
            {heads.map(({ name, weight }) => (
              <option key={name} value={name}>
                {name} · {weight.shape.join(' × ')}
              </option>
            ))}
          </select>
        </label>
      )}
      {isBehind && (
        <label>
          Target{' '}
          <input
            type="text"
            size={8}
            defaultValue={settings.target}
            key={settings.target}
            onBlur={(event) => choose(store, { target: event.currentTarget.value })}
            onKeyDown={(event) => {
              if (event.key === 'Enter') choose(store, { target: event.currentTarget.value });
            }}
          />
        </label>
      )}
      {isBehind && facts?.outputs != null && (
        <span>
          it says{' '}
          {facts.outputs
            .slice(0, 4)
            .map((value) => signed(value))
            .join(', ')}
          {facts.outputs.length > 4 && ` and ${facts.outputs.length - 4} more`}
          {facts.value !== null && <>; E = {signed(facts.value)}</>}
        </span>
      )}
      {isBehind && facts?.problem != null && (
        <span className="problem" role="alert">
          {facts.problem}; the loss is at the last step’s output instead.
        </span>
      )}
    </>
  );
}

function DataChoices({ file }: { readonly file: OpenedData }) {
  const store = useAppStore();
  const { sequence, standardise, inputSize } = useChoices('sequence', 'standardise', 'inputSize');
  const [count, , size] = file.data.shape;
  return (
    <div className="file-choices">
      <b>{file.name}</b>
      {count > 1 && (
        <label>
          Sequence{' '}
          <input
            type="number"
            min={1}
            max={count}
            value={sequence}
            onChange={(event) => {
              const wanted = Math.round(event.currentTarget.valueAsNumber);
              if (wanted >= 1 && wanted <= count) choose(store, settingsOfSequence(file, wanted));
            }}
          />{' '}
          of {count}
        </label>
      )}
      <label>
        <input
          type="checkbox"
          checked={standardise}
          onChange={(event) => choose(store, { standardise: event.currentTarget.checked })}
        />{' '}
        Standardise
      </label>
      {size !== inputSize && (
        <span className="problem" role="alert">
          Each step of the file has {size} numbers, and the network reads {inputSize}: the input is zero.
        </span>
      )}
      <button type="button" className="small" onClick={() => choose(store, { input: 'noise' })}>
        Noise instead
      </button>
    </div>
  );
}
