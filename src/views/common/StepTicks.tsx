/** The time axis under a view's own rows: the same steps as under the heatmaps, in the view's own width. */
import { stepTicks } from '../../charts/timeScale';
import { useSize } from './useSize';

export function StepTicks({ steps }: { readonly steps: number }) {
  const [ref, { width }] = useSize();
  return (
    <div className="step-ticks" translate="no" aria-hidden="true">
      <span className="step-ticks-name">step</span>
      <div className="axis" ref={ref}>
        {steps > 0 &&
          stepTicks(steps, width).map(({ x, label }) => (
            <span key={x} style={{ left: `${x}px` }}>
              {label}
            </span>
          ))}
      </div>
    </div>
  );
}
