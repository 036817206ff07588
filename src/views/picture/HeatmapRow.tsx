/** One row: its name and term, its heatmap, and the switch that cuts its edge. */
import { memo, Suspense, useContext } from 'react';
import type { ScaleEnds } from '../../charts/colour';
import { PALETTES, pathColour } from '../../charts/ramps/palette';
import type { RowName } from '../../engine/seriesNames';
import { type Edge, edgesOf, kindOf } from '../../settings/edges';
import { pointAt, toggleCut } from '../../store/store';
import { counted, magnitude, stepsOf } from '../../story/format';
import { plainSymbol, rowEdge, rowWords } from '../../story/names';
import { PaneContext, useApp, useAppStore, usePaneSettings, useShown, useTheme } from '../common/context';
import { EdgeName } from '../common/EdgeName';
import { heldWords, useHeldFrom } from '../common/held';
import { PlainPath } from '../common/PlainPath';
import { Term } from '../common/Term';
import { useSize } from '../common/useSize';
import { RowTag } from '../crosshair/parts';
import { Glossed } from '../words/Word';
import { Cross } from './Cross';
import { HeatmapCanvas } from './HeatmapCanvas';
import { PathRows } from './PathRows';

interface Props {
  readonly row: RowName;
  readonly ends: ScaleEnds;
  readonly showTicks: boolean;
}

export const HeatmapRow = memo(function HeatmapRow({ row, ends, showTicks }: Props) {
  const store = useAppStore();
  const pane = useContext(PaneContext);
  const theme = useTheme();
  const edge = rowEdge(row);
  const isPointed = useApp(({ pointedEdge }) => edge !== null && edge === pointedEdge);
  const [plot, { width, height }] = useSize();
  const steps = useShown('picture', ({ run }) => run?.info.steps ?? 1);
  const size = useShown('picture', ({ run }) => run?.info.size ?? 1);
  const cell = usePaneSettings((settings) => settings.cell);
  const inLab = usePaneSettings(({ depth }) => depth === 'lab');
  const sole = usePaneSettings((settings) => soleEdge(settings));
  const hasPaths = sole === null;
  // The row of all paths has the switch of the only one, which has no row of its own.
  const cuttable = edge ?? (inLab ? null : sole);
  const isCut = usePaneSettings(({ cuts }) => cuttable !== null && cuts.includes(cuttable));
  const colour = edge === null ? PALETTES[theme].ink : pathColour(theme, edge);
  const label = rowWords(cell, row);
  return (
    <div
      className="heat-row"
      data-row={row}
      data-cut={isCut || undefined}
      data-pointed={isPointed || undefined}
      style={{ ['--hue' as string]: colour }}
    >
      {/* What a pointer does here, the switch at the row's end does for the keyboard. */}
      <div className="row-name" onPointerEnter={() => pointAt(store, edge)} onPointerLeave={() => pointAt(store, null)}>
        {inLab ? (
          <LabName edge={edge} row={row} label={label} />
        ) : (
          <PlainName edge={edge} label={label} isOneOf={hasPaths} />
        )}
      </div>
      <div className="plot" ref={plot}>
        <HeatmapCanvas
          row={row}
          ends={ends}
          label={`Heatmap of ${label.spoken}: ${counted(size, 'unit')} by ${stepsOf(steps)}`}
        />
        <NotHeld row={row} width={width} height={height} isNamed={showTicks} />
        <Cross steps={steps} size={size} width={width} height={height} />
        {!inLab && <Gone row={row} width={width} />}
      </div>
      <div className="row-switch">
        {edge === null && !inLab && hasPaths && <PathRows words={{ alone: 'alone', arriving: 'arriving' }} />}
        {edge === null && inLab && (
          <span className="unit-ticks" translate="no" aria-hidden="true">
            <span>unit 1</span>
            <span>{size}</span>
          </span>
        )}
        {cuttable !== null && (
          <button
            type="button"
            role="switch"
            aria-checked={!isCut}
            aria-label={`Let the gradient through ${plainSymbol(cuttable)}`}
            title={
              isCut
                ? `${plainSymbol(cuttable)} is cut: let the gradient through again`
                : `Cut ${plainSymbol(cuttable)}: stop the gradient on this path`
            }
            className="cut"
            onClick={() => toggleCut(store, cuttable, pane)}
            onFocus={() => pointAt(store, cuttable)}
            onBlur={() => pointAt(store, null)}
          >
            {!inLab && <CutSign isCut={isCut} />}
            {isCut ? 'restore' : 'cut'}
          </button>
        )}
        {cuttable !== null && !inLab && !isCut && <NormAtCrosshair row={row} />}
      </div>
    </div>
  );
});

/** The path of a network that has only one. */
function soleEdge(settings: Parameters<typeof edgesOf>[0]): Edge | null {
  const edges = edgesOf(settings);
  return edges.length === 1 ? (edges[0] ?? null) : null;
}

interface NameProps {
  readonly row: RowName;
  readonly edge: Edge | null;
  readonly label: ReturnType<typeof rowWords>;
}

/** Lab's: with the term of the backward pass, and the norm. */
function LabName({ edge, label, row }: NameProps) {
  return (
    <>
      <span className="row-title">
        {edge === null ? <b>{label.title}</b> : <EdgeName edge={edge} />}
        {edge !== null && (
          <span className="quiet">
            {' '}
            <Glossed text={label.title} />
          </span>
        )}
      </span>
      <Term text={label.term} />
      <RowNorm row={row} of={edge === null ? label.term : '·'} />
    </>
  );
}

/** Explore's: the path in plain words first, its symbol beside them. */
function PlainName({ edge, label, isOneOf }: Omit<NameProps, 'row'> & { readonly isOneOf: boolean }) {
  const isSmall = isOneOf && edge !== null && kindOf(edge) !== 'carousel';
  return (
    <span className={isSmall ? 'row-title' : 'row-title large'}>
      <PlainPath edge={edge} isSole={!isOneOf} />
      <span className="quiet"> {label.plain}</span>
    </span>
  );
}

/** A line that goes through, or one that is cut. */
function CutSign({ isCut }: { readonly isCut: boolean }) {
  return (
    <svg className="cut-sign" viewBox="0 0 20 12" aria-hidden="true">
      <path d={isCut ? 'M0 6h6M14 6h6M7 11l3-10M10 11l3-10' : 'M0 6h20'} />
    </svg>
  );
}

/** The row's norm at the crosshair, or at step 1: of the run that the words are about, for a number that flickers cannot be read. */
const RowNorm = memo(function RowNorm({ row, of }: Pick<Props, 'row'> & { readonly of: string }) {
  const { run: result } = useShown('text');
  const at = useApp(({ crosshair }) => Math.min(crosshair?.step ?? 0, (result?.info.steps ?? 1) - 1));
  return (
    <span className="row-norm" translate="no" data-stale={(result?.ready ?? 0) > at || undefined}>
      ‖{of}‖₂ {magnitude(result?.curve(row)?.[at] ?? Number.NaN, result?.perturbedAt(row, at))}{' '}
      <span className="quiet">at step {at + 1}</span>
    </span>
  );
});

/** Explore's: in the place of the switch's words. */
const NormAtCrosshair = memo(function NormAtCrosshair({ row }: Pick<Props, 'row'>) {
  const isPointing = useApp(({ crosshair }) => crosshair !== null);
  if (!isPointing) return null;
  return (
    <Suspense>
      <RowTag row={row} />
    </Suspense>
  );
});

/** The scale's lower end, as a log10: what is smaller is gone. */
const GONE = -12;

/** How far back the row's norm is still on the scale, in words beside where it ends. */
const Gone = memo(function Gone({ row, width }: Pick<Props, 'row'> & { readonly width: number }) {
  const { run } = useShown('text');
  const norm = run?.curve(row);
  if (run === null || norm === undefined || run.ready > 0) return null;
  const { steps } = run.info;
  let first = steps - 1;
  while (first > 0 && (norm[first - 1] as number) >= GONE) first--;
  // The loss's own column may be an exact zero: nothing has gone back there.
  const last = Number.isFinite(norm[steps - 1] as number) ? steps - 1 : steps - 2;
  if (first === 0 || first > last) return null;
  const x = (first * width) / steps;
  // Over the picture it would be read as part of it.
  if (x < 160) return null;
  return (
    <span className="gone" style={{ right: `${width - x + 6}px` }}>
      gone after {stepsOf(steps - first)}
    </span>
  );
});

interface NotHeldProps extends Pick<Props, 'row'> {
  readonly width: number;
  readonly height: number;
  readonly isNamed: boolean;
}

/** A dotted line over the steps at which no digit of the row's norm holds. */
const NotHeld = memo(function NotHeld({ row, width, height, isNamed }: NotHeldProps) {
  const from = useHeldFrom(row);
  const steps = useShown('text', ({ run }) => run?.info.steps ?? 1);
  if (from === 0) return null;
  const x = (from * width) / steps;
  return (
    <svg className="overlay not-held" width={width} height={height} aria-hidden="true">
      <path d={`M0,1.5H${x}V${height}`} />
      {isNamed && x > 200 && (
        <text x={x - 6} y={14} textAnchor="end">
          {heldWords(from, steps)}
        </text>
      )}
    </svg>
  );
});
