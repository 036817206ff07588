/** Under the time axis: ∂E/∂x, how much the loss would change with what is read at each step. */
import { useCallback } from 'react';
import type { ScaleEnds } from '../../charts/colour';
import { paintBlank, paintHeatmap } from '../../charts/heatmapPainter';
import { stepAt, stepX } from '../../charts/timeScale';
import { readAt } from '../../store/store';
import { magnitude } from '../../story/format';
import { Canvas } from '../common/Canvas';
import { useApp, useAppStore, useShown, useTheme } from '../common/context';
import { pointedIn } from '../common/pointed';
import { useSize } from '../common/useSize';

export function InputRow({ ends }: { readonly ends: ScaleEnds }) {
  const store = useAppStore();
  const theme = useTheme();
  const { run, revision } = useShown('text');
  const [plot, { width }] = useSize();
  const steps = run?.info.steps ?? 1;
  const crosshair = useApp((state) => state.crosshair?.step ?? null);
  const at = Math.min(crosshair ?? 0, steps - 1);
  const values = run?.curve('input');
  const isStale = run?.stale.has('input') ?? false;
  const draw = useCallback(
    (context: CanvasRenderingContext2D, ratio: number) => {
      // A run is filled in place: its revision says when there is more of it.
      if (values === undefined || revision < 0) paintBlank(context, theme);
      else
        paintHeatmap(
          context,
          { cells: Float32Array.from(values), steps: values.length, size: 1 },
          { theme, ramp: 'neutral', ends, ratio },
        );
    },
    [values, revision, theme, ends],
  );
  const point = (event: React.PointerEvent<HTMLElement>): void => {
    const pointed = pointedIn(event.currentTarget, event);
    if (pointed !== null) readAt(store, stepAt(pointed.x, steps, pointed.width), null, pointed.pressed);
  };
  return (
    <div className="input-row" data-stale={isStale || undefined}>
      <span className="row-name">
        <b translate="no">∂E/∂x</b>
        <span className="row-norm" translate="no">
          ‖·‖₂ {magnitude(values?.[at] ?? Number.NaN, run?.perturbedAt('input', at))}{' '}
          <span className="quiet">at {at + 1}</span>
        </span>
      </span>
      <div className="plot" ref={plot} onPointerMove={point} onPointerDown={point}>
        <Canvas
          className="heatmap"
          opaque
          draw={draw}
          label="Gradient on the input by step: how much each input matters to this loss"
        />
        {crosshair !== null && <i className="playhead" style={{ left: `${stepX(at, steps, width)}px` }} />}
      </div>
    </div>
  );
}
