/** The norms of the Jacobian from cell to cell over the steps: the carousel's part, the rest, and the two together. */
import { curvePath, finiteExtent, logTicks, verticalScale } from '../../charts/curves';
import { PALETTES, pathColour } from '../../charts/ramps/palette';
import { stepTicks, stepX } from '../../charts/timeScale';
import type { RunResult } from '../../store/runResult';
import { readAt } from '../../store/store';
import type { JacobianChart } from '../../story/equations/parts';
import { useAppStore, useTheme } from '../common/context';
import { PlotFrame, powerTicks } from '../common/PlotFrame';
import { useSize } from '../common/useSize';

interface Props {
  readonly result: RunResult | null;
  /** 0-based. */
  readonly step: number;
  readonly chart: JacobianChart;
}

export function SplitChart({ result, step, chart }: Props) {
  const store = useAppStore();
  const theme = useTheme();
  const [plotRef, size] = useSize();
  const { width, height } = size;
  const steps = result?.info.steps ?? 1;
  const lines = chart.curves.flatMap((line) => {
    const values = result?.curve(line.name);
    return values === undefined
      ? []
      : [
          {
            ...line,
            colour: line.edge === null ? PALETTES[theme].ink : pathColour(theme, line.edge),
            values,
            stale: result?.stale.has(line.name) ?? false,
          },
        ];
  });
  const [lowest, highest] = finiteExtent(
    lines.map(({ values }) => values),
    [-1, 0],
  );
  // A rest that all but vanishes must not press the others flat against the top.
  const low = Math.min(-0.5, Math.max(lowest, -6));
  const high = Math.max(0.2, highest);
  const pad = 0.08 * (high - low);
  const { y } = verticalScale(low - pad, high + pad, height);
  return (
    <figure className="split-chart">
      <figcaption className="quiet">{chart.caption}</figcaption>
      <PlotFrame
        className="split-grid"
        axis="left"
        label={chart.label}
        size={size}
        plotRef={plotRef}
        y={y}
        ticks={powerTicks(logTicks(low - pad, high + pad, 4))}
        labels={lines.map(({ name, text, colour, stale, values }) => {
          const last = values[steps - 1] ?? Number.NaN;
          return { key: name, text, colour, stale, y: Number.isFinite(last) ? y(last) : height };
        })}
        count={result === null ? 0 : steps}
        cross={step}
        onPoint={(place, pressed) => readAt(store, place, null, pressed)}
        placesOf="step"
        places={steps < 2 ? [] : stepTicks(steps, width)}
      >
        <line className="mark" x1={0} x2={width} y1={y(0)} y2={y(0)} />
        {lines.map(({ name, values, colour, dash, stale }) => (
          <path
            key={name}
            className="curve"
            data-curve={name}
            data-stale={stale || undefined}
            d={curvePath(values, y, { width, height, steps })}
            stroke={colour}
            strokeWidth={1.5}
            strokeDasharray={dash}
          />
        ))}
        {lines.map(({ name, values, colour }) => {
          const value = values[step] ?? Number.NaN;
          return Number.isFinite(value) ? (
            <circle key={name} cx={stepX(step, steps, width)} cy={y(value)} r={3} fill={colour} />
          ) : null;
        })}
      </PlotFrame>
    </figure>
  );
}
