/** Curves of log10 norms over the steps, labelled on the left with their value at the crosshair, or at step 1. */
import { finiteExtent, logTicks, outlinePath, verticalScale } from '../../charts/curves';
import type { SeriesName } from '../../engine/seriesNames';
import { sizeOr } from '../../story/format';
import { useApp, useOtherResult, useShown } from '../common/context';
import { heldFrom, heldWords } from '../common/held';
import { Plot } from '../common/Plot';
import { powerTicks } from '../common/PlotFrame';
import { useSize } from '../common/useSize';

export interface Curve {
  readonly name: SeriesName;
  readonly text: string;
  readonly colour: string;
  readonly dash?: string;
  readonly strong?: boolean;
  /** Widens the axis so that all of it can be seen, or within `soft`; others are clipped where they leave it. */
  readonly frames?: 'all' | 'soft';
}

interface Props {
  readonly label: string;
  readonly unit: string;
  readonly curves: readonly Curve[];
  /** Horizontal lines: log10, with a word. */
  readonly lines: readonly { readonly value: number; readonly text?: string }[];
  /** How far, in log10, curves that frame softly may widen the axis. */
  readonly soft: readonly [number, number];
  /** The step (0-based) whose values stand beside the curves while none is pointed at. */
  readonly unread?: number;
}

export function LogCurves({ label, unit, curves, lines, soft, unread = 0 }: Props) {
  const { run: result } = useShown('text');
  const step = useApp((state) => state.crosshair?.step ?? unread);
  const other = useOtherResult();
  const [plotRef, size] = useSize();
  const steps = result?.info.steps ?? 1;
  const known = curves.flatMap((curve) => {
    const values = result?.curve(curve.name);
    return values === undefined ? [] : [{ ...curve, values, stale: result?.stale.has(curve.name) ?? false }];
  });
  const extentOf = (kind: 'all' | 'soft'): [number, number] =>
    finiteExtent(
      known.filter(({ frames }) => frames === kind).flatMap(({ name, values }) => [values, other?.curve(name) ?? []]),
      [0, 0],
    );
  const [lowest, highest] = extentOf('all');
  const [softLow, softHigh] = extentOf('soft');
  const marks = lines.map(({ value }) => value);
  const low = Math.min(-0.5, lowest, Math.max(soft[0], softLow), ...marks);
  const high = Math.max(0.2, highest, Math.min(soft[1], softHigh), ...marks);
  const pad = 0.06 * (high - low);
  const { y } = verticalScale(low - pad, high + pad, size.height);
  const ticks = logTicks(low - pad, high + pad, size.height > 110 ? 5 : 4);
  const at = Math.min(step, steps - 1);
  const frame = { ...size, steps };
  return (
    <Plot
      label={label}
      unit={unit}
      y={y}
      ticks={powerTicks(ticks)}
      size={size}
      plotRef={plotRef}
      labels={known.flatMap(({ name, text, colour, values: series, dash, stale }) => {
        const value = stale ? Number.NaN : (series[at] ?? Number.NaN);
        // c → c has no value at the first step: that is none, and not one that is still to come.
        if (Number.isNaN(value) && !stale && (result?.done.has('steps') ?? false)) return [];
        return {
          key: name,
          text: `${text} ${sizeOr('0', value, result?.perturbedAt(name, at))}`,
          colour,
          y: Number.isFinite(value) ? y(value) : size.height,
          dashed: dash !== undefined,
        };
      })}
    >
      {known.length === 0 && (
        <text className="mark-text" x={size.width / 2} y={size.height / 2} textAnchor="middle">
          computing …
        </text>
      )}
      {lines.map(({ value, text }) => (
        // Two may lie on one another: a bound of exactly 1.
        <g key={text ?? value}>
          <line className="mark" x1={0} x2={size.width} y1={y(value)} y2={y(value)} />
          {text !== undefined && (
            <text
              className="mark-text"
              x={size.width - 4}
              y={y(value) < 14 ? y(value) + 11 : y(value) - 3}
              textAnchor="end"
            >
              {text}
            </text>
          )}
        </g>
      ))}
      {/* The first curve is the main one, and lies on top. */}
      {known.toReversed().map(({ name, values: series, colour, dash, strong, stale }) => (
        <path
          key={name}
          className="curve"
          data-curve={name}
          visibility={stale ? 'hidden' : undefined}
          d={outlinePath(series, y, frame)}
          stroke={colour}
          strokeWidth={strong === true ? 2 : 1.25}
          strokeDasharray={dash}
        />
      ))}
      {known.map(({ name, values: series, colour }) => {
        const from = heldFrom(result, name);
        const value = series[Math.min(from, steps - 1)] ?? Number.NaN;
        if (from === 0 || !Number.isFinite(value)) return null;
        const x = (from * size.width) / steps;
        return (
          <path key={name} className="held-mark" d={`M${x},${y(value) - 6}v12`} stroke={colour}>
            <title>{heldWords(from, steps)}</title>
          </path>
        );
      })}
    </Plot>
  );
}
