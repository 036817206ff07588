/** The norms of the Jacobian from cell to cell over the steps: the carousel's part, the rest, and the two together. */
import { curvePath, finiteExtent, logTicks, spread, verticalScale } from '../../charts/curves';
import { PALETTES, pathColour } from '../../charts/ramps/palette';
import { stepAt, stepX } from '../../charts/timeScale';
import type { RunResult } from '../../store/runResult';
import { readAt } from '../../store/store';
import type { JacobianChart } from '../../story/equations/parts';
import { magnitude, powerOfTen } from '../../story/format';
import { useAppStore, useTheme } from '../common/context';
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
  const [plotRef, { width, height }] = useSize();
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
  const ticks = logTicks(low - pad, high + pad, 4);
  const ends = lines.map(({ values }) => {
    const last = values[steps - 1] ?? Number.NaN;
    return Number.isFinite(last) ? Math.min(height - 6, y(last)) : height - 6;
  });
  const gap = 0.875 * Number.parseFloat(getComputedStyle(document.documentElement).fontSize || '16');
  const places = spread(ends, gap, height - 6);
  const point = (event: React.PointerEvent): void => {
    const box = event.currentTarget.getBoundingClientRect();
    if (result !== null)
      readAt(store, stepAt(event.clientX - box.left, steps, box.width), null, event.type === 'pointerdown');
  };
  return (
    <figure className="split-chart">
      <figcaption className="quiet">{chart.caption}</figcaption>
      <div className="split-grid" translate="no">
        <div className="split-axis" aria-hidden="true">
          {ticks.map((tick) => (
            <span key={tick} style={{ top: `${y(tick)}px` }}>
              {tickText(tick)}
            </span>
          ))}
        </div>
        <div className="plot" ref={plotRef} onPointerMove={point} onPointerDown={point}>
          <svg width={width} height={height} role="img" aria-label={chart.label}>
            {ticks.map((tick) => (
              <line key={tick} className="grid" x1={0} x2={width} y1={y(tick)} y2={y(tick)} />
            ))}
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
            <line className="cross" x1={stepX(step, steps, width)} x2={stepX(step, steps, width)} y1={0} y2={height} />
          </svg>
        </div>
        <div className="split-labels">
          {lines.map(({ name, text, colour, stale }, index) => (
            <span key={name} style={{ top: `${places[index]}px`, color: colour }} data-stale={stale || undefined}>
              {text}
            </span>
          ))}
        </div>
        <div className="split-steps quiet" aria-hidden="true">
          <span>step 1</span>
          <span>{result === null ? '' : steps}</span>
        </div>
      </div>
    </figure>
  );
}

function tickText(tick: number): string {
  return Number.isInteger(tick) && tick !== 0 ? powerOfTen(tick) : magnitude(tick);
}
