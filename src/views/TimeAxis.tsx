/** The one time axis under the heatmaps: step numbers, or the characters of the text. */
import { characterTicks, stepTicks } from '../charts/timeScale';
import { useApp } from './context';
import { useSize } from './useSize';

export function TimeAxis() {
  const [ref, { width }] = useSize();
  const result = useApp((state) => state.result);
  const steps = result?.info.steps ?? 2;
  const text = result?.settings.input === 'text' ? [...result.settings.text] : null;
  const ticks = text === null || text.length !== steps ? stepTicks(steps, width) : characterTicks(text, width);
  return (
    <div className="axis-row">
      <span className="axis-title">{text === null ? 'step t' : 'the text'}</span>
      <div className="axis" ref={ref} aria-hidden="true" data-text={text !== null || undefined}>
        {ticks.map(({ x, label }) => (
          <span key={x} style={{ left: `${x}px` }}>
            {label}
          </span>
        ))}
      </div>
    </div>
  );
}
