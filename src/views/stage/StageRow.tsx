/** A row on Stage: a name, the heatmap, and one value. */
import type { ScaleEnds } from '../../charts/colour';
import { PALETTES, pathColour } from '../../charts/ramps/palette';
import { stepAt, unitAt } from '../../charts/timeScale';
import type { RowName } from '../../engine/seriesNames';
import { pointAt, readAt } from '../../store/store';
import { sizeAgainstLoss } from '../../story/answer';
import { counted, stepsOf } from '../../story/format';
import { rowEdge, rowWords } from '../../story/names';
import { useApp, useAppStore, usePaneSettings, useShown, useTheme } from '../common/context';
import { PlainPath } from '../common/PlainPath';
import { useSize } from '../common/useSize';
import { Cross } from '../picture/Cross';
import { HeatmapCanvas } from '../picture/HeatmapCanvas';

interface Props {
  readonly row: RowName;
  readonly ends: ScaleEnds;
  /** Of a network with one path alone: there is no other row. */
  readonly isSole: boolean;
}

export function StageRow({ row, ends, isSole }: Props) {
  const store = useAppStore();
  const theme = useTheme();
  const edge = rowEdge(row);
  const cell = usePaneSettings((settings) => settings.cell);
  const isCut = usePaneSettings(({ cuts }) => edge !== null && cuts.includes(edge));
  const isPointed = useApp(({ pointedEdge }) => edge !== null && edge === pointedEdge);
  const [plot, { width, height }] = useSize();
  const steps = useShown('picture', ({ run }) => run?.info.steps ?? 1);
  const size = useShown('picture', ({ run }) => run?.info.size ?? 1);
  const point = (event: React.PointerEvent): void => {
    const box = event.currentTarget.getBoundingClientRect();
    readAt(
      store,
      stepAt(event.clientX - box.left, steps, box.width),
      unitAt(event.clientY - box.top, size, box.height),
      event.type === 'pointerdown',
    );
  };
  const { spoken } = rowWords(cell, row);
  return (
    <div
      className="stage-row"
      data-row={row}
      data-cut={isCut || undefined}
      data-pointed={isPointed || undefined}
      style={{ ['--hue' as string]: edge === null ? PALETTES[theme].ink : pathColour(theme, edge) }}
      onPointerEnter={() => pointAt(store, edge)}
      onPointerLeave={() => pointAt(store, null)}
    >
      <b className="stage-name">
        <PlainPath edge={edge} isSole={isSole} />
      </b>
      <div className="plot" ref={plot} onPointerMove={point} onPointerDown={point}>
        <HeatmapCanvas
          row={row}
          ends={ends}
          label={`Heatmap of ${spoken}: ${counted(size, 'unit')} by ${stepsOf(steps)}`}
        />
        <Cross steps={steps} size={size} width={width} height={height} />
      </div>
      <Value row={row} isCut={isCut} />
    </div>
  );
}

/** The norm at the crosshair, or at step 1: of all paths the gradient's own, which the answer and the river tell too. */
function Value({ row, isCut }: { readonly row: RowName; readonly isCut: boolean }) {
  const { run } = useShown('text');
  const step = useApp(({ crosshair }) => crosshair?.step ?? 0);
  if (isCut) return <span className="stage-value">cut</span>;
  const of = rowEdge(row) === null ? 'g' : row;
  const at = Math.min(step, (run?.info.steps ?? 1) - 1);
  const log = run?.curve(of)?.[at] ?? Number.NaN;
  const isHot = of === 'g' && log >= 0.1;
  return (
    <output className="stage-value" data-hot={isHot || undefined} translate="no">
      {Number.isNaN(log) ? '…' : sizeAgainstLoss(log, run?.perturbedAt(of, at))}
    </output>
  );
}
