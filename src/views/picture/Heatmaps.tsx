/** The rows of heatmaps on one time axis: all paths together, then each path. One crosshair for all of them. */
import { Suspense, useContext, useState } from 'react';
import { stepAt, unitAt } from '../../charts/timeScale';
import { CELLS } from '../../settings/cells';
import { hasControl } from '../../settings/controls';
import { edgesOf } from '../../settings/edges';
import type { Settings } from '../../settings/settings';
import { readAt } from '../../store/store';
import { magnitude } from '../../story/format';
import { riverCaption } from '../../story/river';
import { PaneContext, useApp, useAppStore, usePaneChoices, useShown } from '../common/context';
import { crosshairAfter } from '../common/crosshairKeys';
import { deferred } from '../common/deferred';
import { FillButton } from '../common/FillButton';
import type { Pointed } from '../common/pointed';
import { ReadingSurface } from '../common/ReadingSurface';
import { shownRows } from '../common/shownRows';
import { useEnds } from '../common/useEnds';
import { Segmented } from '../controls/ChoiceControl';
import { Glossed } from '../words/Word';
import { HeatmapRow } from './HeatmapRow';
import { PathRows } from './PathRows';
import { ReadingLine } from './ReadingLine';
import { TimeAxis } from './TimeAxis';

const InputRow = deferred('InputRow', () => import('./InputRow'));

/** `revealing`: covered, until the first visit's front has passed. */
export function Heatmaps({ revealing = false }: { readonly revealing?: boolean }) {
  const store = useAppStore();
  const settings = usePaneChoices('cell', 'peepholes', 'forgetGate', 'wholeRow', 'pathRows', 'inputRow', 'depth');
  const steps = useShown('picture', ({ run }) => run?.info.steps ?? 0);
  const size = useShown('picture', ({ run }) => run?.info.size ?? 0);
  const inLab = settings.depth === 'lab';
  const ends = useEnds();
  const isPinned = useContext(PaneContext) === 1;
  const readingId = isPinned ? 'reading-pinned' : 'reading';
  const rows = shownRows(settings);
  const [row, setRow] = useState<string | undefined>();
  // It may be a row that another network had.
  const pointed = edgesOf(settings).find((edge) => row === `${settings.pathRows}.${edge}`) ?? null;

  const point = ({ plot, x, y, width, height, pressed }: Pointed): void => {
    setRow(plot.closest<HTMLElement>('[data-row]')?.dataset.row);
    readAt(store, stepAt(x, steps, width), unitAt(y, size, height), pressed);
  };
  const press = (event: Pick<KeyboardEvent, 'key' | 'shiftKey'>): boolean => {
    const target = crosshairAfter(event, store.getState().crosshair, steps, size);
    if (target !== undefined) store.setState({ crosshair: target });
    return target !== undefined;
  };

  return (
    <section className="heatmaps" aria-label={`Gradient at each unit and step${isPinned ? ', left pane' : ''}`}>
      {inLab && (
        <div className="panel-head">
          <h2>
            <Glossed text="How much gradient arrives, unit by unit, step by step" />
          </h2>
          {hasControl(settings.cell, 'wholeRow') && <Segmented name="wholeRow" />}
          <PathRows />
          <FillButton what="picture" />
        </div>
      )}
      <NoCanvas />
      <ReadingSurface
        className={revealing ? 'rows revealing' : 'rows'}
        label="Heatmaps. Arrow keys move the crosshair by step and unit, with Shift by ten; Home and End go to the ends."
        describedBy={readingId}
        isReady={steps > 0}
        onPoint={point}
        onKey={press}
      >
        {rows.map((row, index) => (
          <HeatmapRow key={row.replace(/^(alone|arriving)/, 'path')} row={row} ends={ends} showTicks={index === 0} />
        ))}
      </ReadingSurface>
      <TimeAxis />
      {settings.inputRow && (
        <Suspense fallback={<div className="input-row" />}>
          <InputRow ends={ends} />
        </Suspense>
      )}
      <div className="foot">
        {inLab && <Residual />}
        <ReadingLine id={readingId} edge={pointed} reading={settings.pathRows} />
        {!inLab && <RiverCaption isGated={rows.length > 1} />}
        {!inLab && <p className="caption quiet">{caption(rows.length, settings.pathRows)}</p>}
      </div>
    </section>
  );
}

/** In the place of the reading, until something is pointed at. */
function RiverCaption({ isGated }: { readonly isGated: boolean }) {
  const isIdle = useApp(({ crosshair, panes }) => crosshair === null && panes.length === 1);
  return isIdle && <p className="caption quiet river-caption">{riverCaption(isGated)}</p>;
}

/** What the rows are, in one line. */
function caption(rows: number, paths: Settings['pathRows']): string {
  const lines = 'a line is a unit, a column a step.';
  if (rows < 2) return `A${lines.slice(1)}`;
  return `Rows: all paths together, then ${paths === 'alone' ? 'each path alone' : 'what arrives over each'}; ${lines}`;
}

/** Once, and not in every row. */
function NoCanvas() {
  const canDraw = useApp((state) => state.canDraw);
  if (canDraw) return null;
  return (
    <p className="no-canvas" role="alert">
      This browser gives the page no canvas to draw on, so the heatmaps and maps are missing. All numbers, curves and
      controls are here; a restart of the browser often brings the canvas back.
    </p>
  );
}

/** That the parts sum to the whole, as a number: the largest miss over all steps. */
function Residual() {
  const { run: result } = useShown('text');
  const ready = result?.done.has('messages') ?? false;
  let worst = -Infinity;
  if (ready && result) for (const value of result.residual) if (value > worst) worst = value;
  if (result === null) return <p className="residual" />;
  const { balance } = CELLS[result.settings.cell];
  return (
    <p className="residual" title={balance}>
      <Glossed text="Parts sum to the whole" /> to{' '}
      <output translate="no">{!ready ? '…' : worst === -Infinity ? 'the last bit' : magnitude(worst)}</output>
      {ready && worst !== -Infinity && ' of the largest part'}
    </p>
  );
}
