/** The time axis on Stage, and the step that the values beside the rows are of. */
import { stepTicks } from '../../charts/timeScale';
import { useApp, useShown } from '../common/context';
import { useSize } from '../common/useSize';

/** Of the type for which `stepTicks` leaves room, in pixels; Stage's is 16 by `scale`. */
const TICK_TYPE = 13;

export function StageAxis({ scale }: { readonly scale: number }) {
  const [ref, { width }] = useSize();
  const steps = useShown('picture', ({ run }) => run?.info.steps ?? 2);
  const step = useApp(({ crosshair }) => crosshair?.step ?? 0);
  const larger = (16 * scale) / TICK_TYPE;
  return (
    <div className="stage-axis" aria-hidden="true">
      <span className="stage-name">step</span>
      <div className="axis" ref={ref}>
        {stepTicks(steps, width / larger).map(({ x, label }) => (
          <span key={label} style={{ left: `${x * larger}px` }}>
            {label}
          </span>
        ))}
      </div>
      <span className="stage-value">at step {Math.min(step, steps - 1) + 1}</span>
    </div>
  );
}
