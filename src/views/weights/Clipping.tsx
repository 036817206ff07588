/** Clipping by global norm: the norm of all parameters together, the limit, and what happens where the one is above the other. */
import { curvePath, finiteExtent, logTicks, verticalScale } from '../../charts/curves';
import type { WeightsBatch } from '../../engine/weightStrips';
import { useApp } from '../common/context';
import { Plot } from '../common/Plot';
import { powerTicks } from '../common/PlotFrame';
import { useSize } from '../common/useSize';
import { NumberControl } from '../controls/NumberControl';
import { clippingOf, clippingWords } from './words';

/** Decades below the top that the axis shows at most: the start of the sum may be 10⁻³⁰⁰. */
const DECADES = 8;

interface ClippingProps {
  readonly batch: WeightsBatch | null;
  /** The same of the second run. */
  readonly second: WeightsBatch | null;
  readonly stale: boolean;
}

export function Clipping({ batch, second, stale }: ClippingProps) {
  const maxNorm = useApp((state) => state.panes[0].maxNorm);
  return (
    <div className="clipping">
      <output translate="no" className="clipping-words" data-stale={stale || undefined}>
        <b>Clipping.</b>{' '}
        {batch === null
          ? 'Computing …'
          : clippingWords(
              clippingOf(batch.global, maxNorm),
              maxNorm,
              second === null ? null : clippingOf(second.global, maxNorm),
            )}
      </output>
      <NumberControl name="maxNorm" />
      <GlobalNorm batch={batch} stale={stale} maxNorm={maxNorm} />
    </div>
  );
}

interface Props {
  readonly batch: WeightsBatch | null;
  readonly stale: boolean;
  readonly maxNorm: number;
}

function GlobalNorm({ batch, stale, maxNorm }: Props) {
  const [plotRef, size] = useSize();
  const limit = Math.log10(maxNorm);
  const values = batch?.globalRunning ?? new Float64Array();
  const [least, most] = finiteExtent([values], [limit, limit]);
  const top = Math.max(most, limit);
  const bottom = Math.min(Math.max(least, top - DECADES), limit);
  // Room on either side for the limit's own label, also where the axis is low.
  const pad = Math.max(0.3, 0.35 * (top - bottom));
  const low = bottom - pad;
  const high = top + (most > limit ? 0.3 * pad : pad);
  const { y } = verticalScale(low, high, size.height);
  const ticks = powerTicks(logTicks(low, high, 4));
  const path = curvePath(values, y, { ...size, steps: Math.max(1, values.length) });
  return (
    <div className="chart">
      <Plot
        label="Norm of the sum over all parameters, from the last step back"
        unit="‖∂E/∂W‖₂"
        y={y}
        ticks={ticks}
        labels={[]}
        size={size}
        plotRef={plotRef}
      >
        <rect className="over-limit" width={size.width} height={Math.max(0, y(limit))} />
        <line className="limit" x1={0} x2={size.width} y1={y(limit)} y2={y(limit)} />
        <text className="mark-text" x={4} y={y(limit) + (most > limit ? 12 : -4)}>
          max norm
        </text>
        <path className="curve" d={path} data-stale={stale || undefined} stroke="var(--ink)" strokeWidth={1.75} />
      </Plot>
    </div>
  );
}
