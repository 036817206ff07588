/** The factors that a plain RNN's gradient is the product of, step by step, on the river's time axis. */
import { barsPath, levelsPath, ratiosOf, stepFactors, underTarget } from '../../charts/river/stepFactors';
import { factorWords } from '../../story/river';
import { useApp, useShown } from '../common/context';

interface Props {
  /** In CSS pixels, from the river's top. */
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export function StepFactors({ top, width, height }: Props) {
  const { run } = useShown('text');
  const crosshair = useApp((state) => state.crosshair?.step ?? null);
  const norms = run?.curve('g');
  if (run === null || norms === undefined || run.ready > 0) return null;
  const { steps } = run.info;
  const isEvery = run.settings.loss === 'every';
  // Where the loss enters at every step the gradient is a sum, and no product: the Jacobians have the strip to themselves.
  const most = run.stale.has('step.state') ? undefined : run.curve('step.state');
  const bound = most === undefined ? null : underTarget(most);
  const second = run.perturbedCurve(isEvery ? 'step.state' : 'g');
  const logs = isEvery ? bound : ratiosOf(norms);
  const others = second === undefined ? null : isEvery ? underTarget(second) : ratiosOf(second);
  const own = logs === null ? null : stepFactors(logs, others, width);
  const frame = { width, height };
  const at = Math.min(crosshair ?? 0, steps - 1);
  const { name, factor, reading } = factorWords(logs?.[at], others?.[at], at, isEvery);
  return (
    <figure
      className="step-factors"
      style={{ top: `${top}px`, height: `${height}px` }}
      aria-label={`${name}: ${reading}`}
    >
      <figcaption>{reading}</figcaption>
      <p className="river-name">
        <b>{name}</b>
        <span translate="no">{factor}</span>
      </p>
      <svg width={width} height={height} aria-hidden="true">
        <line className="one" x1={0} x2={width} y1={height / 2} y2={height / 2} />
        {own !== null &&
          ([-1, 1] as const).map((side) => (
            <g key={side} className={side < 0 ? 'shrinks' : 'grows'}>
              <path d={barsPath(own, frame, side, false)} />
              <path className="unsure" d={barsPath(own, frame, side, true)} />
            </g>
          ))}
        {bound !== null && !isEvery && <path className="most" d={levelsPath(stepFactors(bound, null, width), frame)} />}
      </svg>
      <div className="factor-ticks" aria-hidden="true">
        <span className="river-tick">× 2</span>
        <span className="river-tick">× ½</span>
      </div>
    </figure>
  );
}
