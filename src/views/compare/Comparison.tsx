/** The two gradients against each other: their ratio and their direction, step by step. */
import type { ReactNode } from 'react';
import { curvePath, finiteExtent, logTicks, verticalScale } from '../../charts/curves';
import { magnitude, signed } from '../../story/format';
import { Plot } from '../common/Plot';
import { powerTicks } from '../common/PlotFrame';
import { useSize } from '../common/useSize';
import { type Series, useCompared } from './useCompared';

export function Comparison() {
  const { ratio, cosine, haveNoState, haveOneLength, steps, step } = useCompared();
  return (
    <section className="comparison" aria-label="The two panes compared">
      <Titled title="How many times as large is the right gradient as the left? ‖g‖₂, log scale">
        <Ratio {...ratio} steps={steps} at={step} />
      </Titled>
      <Titled title="Do they point the same way? Cosine">
        {cosine.values !== null ? (
          <Cosine {...cosine} steps={steps} at={step} />
        ) : (
          <p className="chart-grid quiet no-cosine">
            {haveNoState && `No cosine: ${haveOneLength ? 'the two have no state in common' : 'the lengths differ'}.`}
          </p>
        )}
      </Titled>
    </section>
  );
}

function Titled({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="comparison-chart">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

interface CurveProps extends Series {
  readonly steps: number;
  readonly at: number;
}

function Ratio({ values, second, steps, at }: CurveProps) {
  const [plotRef, size] = useSize();
  const [low, high] = finiteExtent([values ?? []], [0, 0]);
  const pad = 0.08 * Math.max(1, high - low);
  const { y } = verticalScale(Math.min(low, -0.2) - pad, Math.max(high, 0.2) + pad, size.height);
  const value = values?.[at] ?? Number.NaN;
  return (
    <Plot
      label="Ratio of the two gradients’ norms by step, log scale"
      unit="×"
      y={y}
      ticks={powerTicks(logTicks(Math.min(low, -0.2) - pad, Math.max(high, 0.2) + pad, 3))}
      size={size}
      plotRef={plotRef}
      labels={[
        {
          key: 'ratio',
          text: `ratio ${Number.isFinite(value) ? magnitude(value, second?.[at]) : '–'}`,
          colour: 'var(--ink)',
          y: Number.isFinite(value) ? y(value) : size.height / 2,
        },
      ]}
    >
      <line className="mark" x1={0} x2={size.width} y1={y(0)} y2={y(0)} />
      <path className="curve" d={curvePath(values ?? [], y, { ...size, steps })} stroke="var(--ink)" strokeWidth={2} />
    </Plot>
  );
}

function Cosine({ values, second, steps, at }: CurveProps) {
  const [plotRef, size] = useSize();
  const { y } = verticalScale(-1.08, 1.08, size.height);
  const value = values?.[at] ?? Number.NaN;
  return (
    <Plot
      label="Cosine between the two gradients by step"
      unit="cos"
      y={y}
      ticks={[-1, 0, 1].map((tick) => ({ value: tick, label: signed(tick) }))}
      size={size}
      plotRef={plotRef}
      labels={[
        {
          key: 'cosine',
          text: `cosine ${Number.isNaN(value) ? '–' : signed(value, second?.[at])}`,
          colour: 'var(--ink)',
          y: Number.isNaN(value) ? size.height / 2 : y(value),
        },
      ]}
    >
      <line className="mark" x1={0} x2={size.width} y1={y(0)} y2={y(0)} />
      <path className="curve" d={curvePath(values ?? [], y, { ...size, steps })} stroke="var(--ink)" strokeWidth={2} />
    </Plot>
  );
}
