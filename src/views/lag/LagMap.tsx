/** The triangle: a column for each loss, a row for each step on its way back. */
import { useCallback, useMemo } from 'react';
import { paintHeatmap } from '../../charts/heatmapPainter';
import { boundaryOf, lagCellAt, movedCell } from '../../charts/lagMap';
import { rampOf } from '../../charts/ramps/palette';
import { stepTicks, stepX } from '../../charts/timeScale';
import { pathOfParameter } from '../../story/names';
import { Canvas } from '../common/Canvas';
import { useAppStore, useTheme } from '../common/context';
import type { Pointed } from '../common/pointed';
import { ReadingSurface } from '../common/ReadingSurface';
import { useEnds } from '../common/useEnds';
import { useSize } from '../common/useSize';
import { LagReading } from './LagReading';
import type { Lag } from './useLag';

export function LagMap({ lag }: { readonly lag: Lag }) {
  const store = useAppStore();
  const { map, steps, cell, choose } = lag;
  const [plot, { width: side }] = useSize();
  const theme = useTheme();
  const ends = useEnds();
  const of = map?.of ?? 'state';
  const ramp = of === 'state' ? 'neutral' : rampOf(pathOfParameter(of));
  const cells = map?.cells;
  const picture = map?.picture ?? 0;
  // `picture` stands for what is in the cells, which are filled in place.
  const draw = useCallback(
    (context: CanvasRenderingContext2D, ratio: number) => {
      if (cells === undefined || picture < 0) return;
      paintHeatmap(context, { cells, steps, size: steps }, { theme, ramp, ends, ratio });
    },
    [cells, steps, theme, ramp, ends, picture],
  );
  const { kind } = lag.truncation;
  const reach = lag.truncation.kind === 'none' ? 0 : lag.truncation.steps;
  const boundary = useMemo(
    () => (kind === 'none' ? null : boundaryOf({ kind, steps: reach }, steps, side)),
    [kind, reach, steps, side],
  );
  const ticks = steps < 2 ? [] : stepTicks(steps, side);

  const point = ({ x, y, width, pressed }: Pointed): void => {
    const next = lagCellAt(x, y, width, steps);
    if (next !== null) choose(next, pressed);
  };
  const press = ({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): boolean => {
    if (key === 'Escape' && lag.chosen) {
      store.setState({ crosshair: null });
      return true;
    }
    const next = movedCell(cell, key, shiftKey ? 10 : 1, steps);
    if (next !== null) choose(next, true);
    return next !== null;
  };
  return (
    <div className="lag-map">
      <ReadingSurface
        className="plot lag-plot"
        plotRef={plot}
        label="Lag map. Left and right arrow keys change the loss, up and down the step on its way back, with Shift by ten; Home goes to the first step, End to the loss."
        describedBy="lag-reading"
        isReady={steps > 0}
        onPoint={point}
        onKey={press}
      >
        <Canvas
          className="heatmap"
          draw={draw}
          label={`Lag map: ${steps} losses, each at the steps before it${map?.ready === 0 ? '' : ', not there yet to the first step'}`}
        />
        <svg className="overlay" width={side} height={side} aria-hidden="true">
          {boundary !== null && (
            <>
              <path className="lag-veil" d={boundary.region} />
              <path className="lag-boundary" d={boundary.line} />
            </>
          )}
          {map !== null && map.ready > 0 && (
            <rect
              className="lag-wait"
              width={side}
              y={side - (map.ready * side) / steps}
              height={(map.ready * side) / steps}
            />
          )}
          {lag.chosen && <Cross lag={lag} side={side} />}
        </svg>
        <LagReading lag={lag} />
      </ReadingSurface>
      <div className="lag-y" aria-hidden="true">
        <span className="lag-axis-name">step k</span>
        {ticks.map(({ x, label }) => (
          <span key={label} style={{ top: `${side - x}px` }}>
            {label}
          </span>
        ))}
      </div>
      <div className="lag-x" aria-hidden="true">
        {ticks.map(({ x, label }) => (
          <span key={label} style={{ left: `${x}px` }}>
            {label}
          </span>
        ))}
        <span className="lag-axis-name">loss at step t</span>
      </div>
    </div>
  );
}

/** The loss's column, the step's row, and all cells of the same lag. */
function Cross({ lag: { cell, steps }, side }: { readonly lag: Lag; readonly side: number }) {
  const x = stepX(cell.t, steps, side);
  const y = side - stepX(cell.k, steps, side);
  const back = x - (side - y);
  return (
    <>
      <line className="cross" x1={side - y} x2={side} y1={y} y2={y} />
      <line className="cross unit" x1={x} x2={x} y1={side - x} y2={side} />
      <line className="lag-diagonal" x1={back} x2={side} y1={side} y2={back} />
    </>
  );
}
