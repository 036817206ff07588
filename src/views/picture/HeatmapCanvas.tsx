/** The pixels of a row: its heatmap, and its norm per step drawn over it. */
import { useCallback, useContext, useState } from 'react';
import { INK, pathColour, type ScaleEnds } from '../../charts/colour';
import { HeatmapPainter, paintBlank } from '../../charts/heatmapPainter';
import { drawNorm } from '../../charts/normLine';
import type { RowName } from '../../engine/seriesNames';
import { type AppState, numbersOf } from '../../store/store';
import { rowEdge } from '../../story/names';
import { Canvas } from '../common/Canvas';
import { PaneContext, useAppStore, usePaneSettings, useTheme } from '../common/context';

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
  const inLab = usePaneSettings(({ depth }) => depth === 'lab');
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
      const ink = INK[theme];
      painter.paint(context, { cells, steps, size }, { theme, ends, ink });
      const edge = rowEdge(row);
      const norm = run.curve(row);
      const colour = edge === null ? ink : pathColour(theme, edge);
      if (norm !== undefined && inLab) drawNorm(context, norm, ratio, { theme, ends, colour });
    },
    [store, pane, row, theme, ends, painter, inLab],
  );
  const subscribe = useCallback(
    (listener: () => void) =>
      // Cells are filled in place: the picture’s revision says when.
      store.subscribe((state: AppState) => numbersOf(state, pane).shown.picture.revision, listener),
    [store, pane],
  );
  return <Canvas className="heatmap" opaque draw={draw} subscribe={subscribe} label={label} />;
}
