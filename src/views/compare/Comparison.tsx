/** The two gradients against each other: their ratio and their direction, step by step. */

import { useMemo } from 'react';
import { curvePath, finiteExtent, logTicks, verticalScale } from '../../charts/curves';
import { ratioByStep } from '../../charts/ratio';
import type { AppState, Comparison as Compared } from '../../store/store';
import { magnitude, signed } from '../../story/format';
import { useApp } from '../common/context';
import { Plot } from '../common/Plot';
import { powerTicks } from '../common/PlotFrame';
import { Subscripted } from '../common/Term';
import { useSize } from '../common/useSize';
import { Legend } from '../picture/Legend';

/** What the engine said of the two runs that are shown; null while it has not. */
function comparisonOf({ comparison, shown, pinned }: AppState): Compared | null {
  const [active, other] = [shown.text.run?.runId, pinned.shown.text.run?.runId];
  const isOfThese = comparison?.active === active && comparison?.pinned === other;
  return isOfThese ? comparison : null;
}

export function Comparison() {
  const rightText = useApp((state) => state.shown.text);
  const leftText = useApp((state) => state.pinned.shown.text);
  const [right, left] = [rightText.run, leftText.run];
  const comparison = useApp(comparisonOf);
  const cosines = comparison?.cosines ?? null;
  const secondCosines = comparison?.perturbed ?? null;
  const haveNoState = comparison !== null && cosines === null;
  const at = useApp((state) => state.crosshair?.step ?? 0);
  const ratio = useMemo(() => {
    const [a, b] = [leftText.run?.curve('g'), rightText.run?.curve('g')];
    return a === undefined || b === undefined ? null : ratioByStep(a, b);
  }, [leftText, rightText]);
  const secondRatio = useMemo(() => {
    const [a, b] = [leftText.run?.perturbedCurve('g'), rightText.run?.perturbedCurve('g')];
    return a === undefined || b === undefined ? null : ratioByStep(a, b);
  }, [leftText, rightText]);
  const steps = right?.info.steps ?? 1;
  const step = Math.min(at, steps - 1);
  const haveOneLength = left === null || left.info.steps === steps;
  /** How far back the left pane goes. */
  const lags = left === null ? steps - 1 : left.info.steps - 1;
  const here = ratio?.[step] ?? Number.NaN;
  const cosine = cosines?.[step] ?? Number.NaN;
  return (
    <section className="comparison" aria-label="The two panes compared">
      <p className="comparison-words">
        At step <b translate="no">{step + 1}</b>,{' '}
        {steps - 1 - step > lags ? (
          'the left pane has no step so far back'
        ) : (
          <Subscripted text={inWords(here, secondRatio?.[step])} />
        )}
        {Number.isFinite(cosine) && (
          <>
            ; cosine between them <b translate="no">{signed(cosine, secondCosines?.[step])}</b>
          </>
        )}
        {haveNoState && (
          <span className="quiet">
            ; no cosine: {haveOneLength ? 'the two have no state in common' : 'the lengths differ'}
          </span>
        )}
        .{!haveOneLength && <span className="quiet"> The sequences differ in length: compared at the same lag.</span>}
      </p>
      <div className="comparison-charts">
        <Ratio values={ratio} second={secondRatio} steps={steps} at={step} />
        {cosines !== null && <Cosine values={cosines} second={secondCosines} steps={steps} at={step} />}
        <Legend />
      </div>
    </section>
  );
}

/** How the right pane's gradient stands to the left's. */
function inWords(log10: number, second: number | undefined): string {
  if (log10 === Number.POSITIVE_INFINITY) return 'only the right pane has a gradient';
  if (log10 === -Infinity) return 'only the left pane has a gradient';
  if (Number.isNaN(log10)) return 'there is no gradient on both sides to compare';
  if (Math.abs(log10) < 0.0002 && Math.abs(second ?? 0) < 0.0002) return 'both have the same gradient norm ‖g‖₂';
  return `the right pane’s gradient ‖g‖₂ is ${magnitude(log10, second)} times the left’s`;
}

interface CurveProps {
  readonly values: Float64Array | null;
  /** The same of the second runs. */
  readonly second: Float64Array | null;
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
