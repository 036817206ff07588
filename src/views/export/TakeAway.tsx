/** Figure, numbers, snippet and link of what is on screen, to take away. Everything is made in this browser. */
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { FigureWidth } from '../../charts/figure/layout';
import { scriptInWorker } from '../../script/scriptInWorker';
import { isVeiled, openView } from '../../settings/depth';
import { isFromFile } from '../../settings/fileSpecs';
import { SPECS } from '../../settings/specs';
import { numbersOf, type PaneIndex } from '../../store/store';
import { settingsWords } from '../../story/taken/caption';
import { fileName } from '../../story/taken/fileName';
import { cellsCsv, seriesCsv, seriesJson } from '../../story/taken/tables';
import { useApp, useAppStore } from '../common/context';
import { CopyText } from './CopyText';
import { embedSnippet } from './embed';
import { figureOf } from './figureOf';
import { pngOfFigure, SVG_TYPE, save } from './files';
import { printSheet } from './printSheet';
import { addressOf, takenFrom } from './taken';
import { ViewCopy } from './ViewCopy';

export function TakeAway({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const { current } = dialog;
    if (current?.open === false) current.showModal();
  }, []);
  return (
    // The browser brings the focus back to where it was.
    <dialog ref={dialog} className="dialog take-away" aria-labelledby={id} onClose={onClose}>
      <form method="dialog">
        <h2 id={id}>Take away</h2>
        <button type="submit" className="icon" aria-label="Close">
          ×
        </button>
      </form>
      <Content />
    </dialog>
  );
}

const WIDTHS: readonly (readonly [FigureWidth, string])[] = [
  [183, '183 mm, two columns'],
  [89, '89 mm, one column'],
];

function Content() {
  const store = useAppStore();
  const name = useId();
  const [pane, setPane] = useState<PaneIndex>(0);
  const [width, setWidth] = useState<FigureWidth>(183);
  const [withCells, setWithCells] = useState(false);
  const [said, setSaid] = useState('');
  const [isCopying, setCopying] = useState(false);
  const panes = useApp((state) => state.panes.length);
  const text = useApp((state) => numbersOf(state, pane).shown.text);
  const isHidden = useApp((state) => isVeiled(state.panes[0]));
  const view = useApp((state) => (state.panes.length > 1 ? null : openView(state.panes[0])));
  const { run } = text;
  const address = run === null ? '' : addressOf(run.settings);
  const figure = useMemo(
    () => (text.run === null || isHidden ? null : figureOf(text.run, width, addressOf(text.run.settings))),
    [text, width, isHidden],
  );
  if (run === null || figure === null)
    return (
      <p>
        {isHidden ? 'Answer the scene’s question first: the figure would give it away.' : 'There is no picture yet.'}
      </p>
    );
  const { settings } = run;
  const taken = takenFrom(run, address);
  const attempt = async (file: string, make: () => void | Promise<void>): Promise<void> => {
    try {
      await make();
      setSaid(`${file} was handed to your browser’s downloads.`);
    } catch (problem) {
      setSaid(`${file} could not be made: ${problem instanceof Error ? problem.message : String(problem)}`);
    }
  };
  const keep = (
    ending: string,
    type: string,
    make: () => Promise<readonly BlobPart[]> | readonly BlobPart[],
    part = '',
  ) => {
    const file = fileName(settings, ending, part);
    return attempt(file, async () => save(file, type, await make()));
  };
  const csv = async (): Promise<void> => {
    await keep('csv', 'text/csv', () => [seriesCsv(taken)]);
    if (withCells) await keep('csv', 'text/csv', () => [...cellsCsv(taken)], 'cells');
  };
  const viewLabel = SPECS.view.options.find(({ value }) => value === view)?.label ?? '';
  return (
    <>
      {panes > 1 && (
        <fieldset>
          <legend>Of which network</legend>
          {([1, 0] as const).map((which) => (
            <label key={which}>
              <input type="radio" name={`${name}-pane`} checked={pane === which} onChange={() => setPane(which)} />
              {which === 1 ? 'left' : 'right'}
            </label>
          ))}
        </fieldset>
      )}
      {taken.missing.length > 0 && (
        <p className="quiet">Still being computed: {taken.missing.join(', ')}. A file made now says so.</p>
      )}
      <section aria-label="Figure">
        <h3>Figure</h3>
        <fieldset>
          <legend className="visually-hidden">Width</legend>
          {WIDTHS.map(([value, words]) => (
            <label key={value}>
              <input type="radio" name={`${name}-width`} checked={width === value} onChange={() => setWidth(value)} />
              {words}
            </label>
          ))}
        </fieldset>
        <img
          className="figure-preview"
          alt="The figure as it will be saved"
          src={`data:${SVG_TYPE},${encodeURIComponent(figure.svg)}`}
        />
        <p className="take-buttons">
          <button type="button" onClick={() => void keep('svg', SVG_TYPE, () => [figure.svg])}>
            Save SVG
          </button>
          <button type="button" onClick={() => void keep('png', 'image/png', async () => [await pngOfFigure(figure)])}>
            Save PNG, {Math.round(figure.layout.dpi)} dpi
          </button>
          {view !== null && (
            <button type="button" onClick={() => setCopying(true)}>
              Save the {viewLabel} view as SVG
            </button>
          )}
          <button
            type="button"
            onClick={() => {
              printSheet(store);
              window.print();
            }}
          >
            Print, or save as PDF
          </button>
        </p>
        {view !== null && isCopying && (
          <ViewCopy
            view={view}
            onDone={(svg) => {
              setCopying(false);
              void keep('svg', SVG_TYPE, () => [svg], view);
            }}
          />
        )}
      </section>
      <section aria-label="Numbers">
        <h3>Numbers</h3>
        <label>
          <input type="checkbox" checked={withCells} onChange={(event) => setWithCells(event.currentTarget.checked)} />
          with every cell of the heatmaps
        </label>
        <p className="take-buttons">
          <button type="button" onClick={() => void csv()}>
            Save CSV
          </button>
          <button
            type="button"
            onClick={() => void keep('json', 'application/json', () => [seriesJson(taken, withCells)])}
          >
            Save JSON
          </button>
        </p>
      </section>
      <section aria-label="Check in PyTorch">
        <h3>Check in PyTorch</h3>
        {!isFromFile(settings) && settings.data === '' ? (
          <>
            <p>
              A Python script that builds this network step by step, gets every gradient by autograd, and compares: with
              numpy and torch, no formula of ours.
            </p>
            <p className="take-buttons">
              <button
                type="button"
                onClick={() => {
                  setSaid('The script is being made: the run is computed anew, twice.');
                  void keep('zip', 'application/zip', async () => [await scriptInWorker(settings)], 'reproduce');
                }}
              >
                Save reproduce.py and network.npz
              </button>
            </p>
          </>
        ) : (
          <p>
            Of a network or data from files: <code>npm run script -- --model FILE --inputs FILE --out DIR</code>
          </p>
        )}
      </section>
      <p role="status" className="quiet">
        {said}
      </p>
      <section aria-label="Embed">
        <h3>Embed</h3>
        <CopyText
          label="Live page in another"
          what="snippet"
          text={embedSnippet(address, `Gradient Carousel: ${settingsWords(settings, run.info)}`)}
        />
        <CopyText label="Link" what="link" text={address} />
      </section>
    </>
  );
}
