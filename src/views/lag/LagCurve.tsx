/** The mean over the losses by lag: how far back learning reaches. */
import { useMemo } from 'react';
import { curvePath, finiteExtent, logTicks, verticalScale } from '../../charts/curves';
import { cellAtLag, firstLagCut, lagTicks } from '../../charts/lagMap';
import { magnitude } from '../../story/format';
import { PlotFrame, powerTicks } from '../common/PlotFrame';
import { useSize } from '../common/useSize';
import type { Lag } from './useLag';

const NONE = new Float64Array(0);

export function LagCurve({ lag }: { readonly lag: Lag }) {
  const { map, steps, cell, chosen, stale } = lag;
  const [plotRef, size] = useSize();
  const { width, height } = size;
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
      <PlotFrame
        className="lag-curve-grid"
        axis="right"
        label="Arithmetic mean over all losses, by lag, log axis"
        size={size}
        plotRef={plotRef}
        y={y}
        ticks={powerTicks(logTicks(low, high, 4))}
        count={steps}
        cross={chosen ? at : null}
        onPoint={(back, pressed) => lag.choose(cellAtLag(cell, back), pressed)}
        places={lagTicks(steps, width)}
        note={firstZero >= 0 && <p className="quiet lag-none">no gradient from lag {firstZero} on</p>}
      >
        <path className="curve lag-mean" d={path} />
        {kept < steps && (
          <>
            <rect className="lag-veil" x={cut} width={width - cut} height={height} />
            <line className="lag-boundary" x1={cut} x2={cut} y1={0} y2={height} />
          </>
        )}
      </PlotFrame>
    </figure>
  );
}

/** The axis's ends: all of the curve, with some air, and at least a decade. */
function spread(mean: Float64Array): [number, number] {
  const [low, high] = finiteExtent([mean], [-1, 0]);
  const air = Math.max(0.06 * (high - low), (1 - (high - low)) / 2);
  return [low - air, high + air];
}
