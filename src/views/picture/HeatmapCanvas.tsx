/** The pixels of a row: its heatmap in its path's ramp. */
import { useCallback, useContext, useState } from 'react';
import type { ScaleEnds } from '../../charts/colour';
import { HeatmapPainter, paintBlank } from '../../charts/heatmapPainter';
import { rampOf } from '../../charts/ramps/palette';
import type { RowName } from '../../engine/seriesNames';
import { type AppState, numbersOf } from '../../store/store';
import { rowEdge } from '../../story/names';
import { Canvas } from '../common/Canvas';
import { PaneContext, useAppStore, useTheme } from '../common/context';

interface Props {
  readonly row: RowName;
  readonly ends: ScaleEnds;
  readonly label: string;
}

/**
 * It listens to the store itself: pictures come sixty times a second while a slider moves, and only pixels differ, which are nothing for
 * React to compare.
 */
export function HeatmapCanvas({ row, ends, label }: Props) {
  const store = useAppStore();
  const pane = useContext(PaneContext);
  const theme = useTheme();
  const [painter] = useState(() => new HeatmapPainter());
  const draw = useCallback(
    (context: CanvasRenderingContext2D, ratio: number) => {
      const run = numbersOf(store.getState(), pane).shown.picture.run;
      const cells = run?.cells.get(row);
      if (run === null || cells === undefined) {
        paintBlank(context, theme);
        return;
      }
      const { steps, size } = run.info;
      const edge = rowEdge(row);
      const ramp = edge === null ? 'neutral' : rampOf(edge);
      painter.paint(context, { cells, steps, size }, { theme, ramp, ends, ratio });
    },
    [store, pane, row, theme, ends, painter],
  );
  const subscribe = useCallback(
    (listener: () => void) =>
      // Cells are filled in place: the picture’s revision says when.
      store.subscribe((state: AppState) => numbersOf(state, pane).shown.picture.revision, listener),
    [store, pane],
  );
  return <Canvas className="heatmap" opaque draw={draw} subscribe={subscribe} label={label} />;
}
