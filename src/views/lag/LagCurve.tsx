/** The mean over the losses by lag: how far back learning reaches. */
import { useMemo } from 'react';
import { curvePath, finiteExtent, logTicks, verticalScale } from '../../charts/curves';
import { cellAtLag, firstLagCut, lagTicks } from '../../charts/lagMap';
import { stepAt, stepX } from '../../charts/timeScale';
import { magnitude, powerOfTen } from '../../story/format';
import { useSize } from '../common/useSize';
import type { Lag } from './useLag';

const NONE = new Float64Array(0);

export function LagCurve({ lag }: { readonly lag: Lag }) {
  const { map, steps, cell, chosen, stale } = lag;
  const [plot, { width, height }] = useSize();
  const mean = map?.mean ?? NONE;
  const { low, high, y, path } = useMemo(() => {
    const [bottom, top] = spread(mean);
    const scale = verticalScale(bottom, top, height);
    return {
      low: bottom,
      high: top,
      y: scale.y,
      path: curvePath(mean, scale.y, { width, height, steps: mean.length }),
    };
  }, [mean, width, height]);
  const at = cell.t - cell.k;
  const value = mean[at] ?? Number.NaN;
  const kept = firstLagCut(lag.truncation, steps);
  const cut = (kept * width) / Math.max(1, steps);
  const firstZero = mean.indexOf(-Infinity);
  const point = (event: React.PointerEvent): void => {
    const box = event.currentTarget.getBoundingClientRect();
    if (steps === 0 || box.width === 0) return;
    const next = cellAtLag(cell, stepAt(event.clientX - box.left, steps, box.width));
    lag.choose(next, event.type === 'pointerdown');
  };
  return (
    <figure className="lag-curve" data-stale={stale || undefined}>
      <figcaption>
        <span>
          <b>Mean by lag</b> <span className="quiet">t − k, arithmetic</span>
        </span>
        <span className="quiet">
          {at} back: <output translate="no">{stale ? '…' : magnitude(value, lag.secondMap?.mean[at])}</output>
        </span>
      </figcaption>
      <div className="lag-curve-plot" translate="no" ref={plot} onPointerMove={point} onPointerDown={point}>
        <svg width={width} height={height} role="img" aria-label="Arithmetic mean over all losses, by lag, log axis">
          {logTicks(low, high, 4).map((tick) => (
            <line key={tick} className="grid" x1={0} x2={width} y1={y(tick)} y2={y(tick)} />
          ))}
          <path className="curve lag-mean" d={path} />
          {kept < steps && (
            <>
              <rect className="lag-veil" x={cut} width={width - cut} height={height} />
              <line className="lag-boundary" x1={cut} x2={cut} y1={0} y2={height} />
            </>
          )}
          {chosen && (
            <line className="cross" x1={stepX(at, steps, width)} x2={stepX(at, steps, width)} y1={0} y2={height} />
          )}
        </svg>
        {firstZero >= 0 && <p className="quiet lag-none">no gradient from lag {firstZero} on</p>}
      </div>
      <div className="lag-y" aria-hidden="true">
        {logTicks(low, high, 4).map((tick) => (
          <span key={tick} style={{ top: `${y(tick)}px` }}>
            {Number.isInteger(tick) ? powerOfTen(tick) : magnitude(tick)}
          </span>
        ))}
      </div>
      <div className="lag-x" aria-hidden="true">
        {lagTicks(steps, width).map(({ x, label }) => (
          <span key={label} style={{ left: `${x}px` }}>
            {label}
          </span>
        ))}
      </div>
    </figure>
  );
}

/** The axis's ends: all of the curve, with some air, and at least a decade. */
function spread(mean: Float64Array): [number, number] {
  const [low, high] = finiteExtent([mean], [-1, 0]);
  const air = Math.max(0.06 * (high - low), (1 - (high - low)) / 2);
  return [low - air, high + air];
}
