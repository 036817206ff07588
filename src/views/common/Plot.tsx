/** The frame that the three charts share: gutter of labels, plot with the crosshair, axis on the right. */
import { type ReactNode, type RefCallback, useId } from 'react';
import { spread, type YScale } from '../../charts/curves';
import { stepAt, stepX } from '../../charts/timeScale';
import { readAt } from '../../store/store';
import { useApp, useAppStore, useShown } from './context';
import { WithSubscripts } from './Term';
import type { Size } from './useSize';

export interface LineLabel {
  readonly key: string;
  readonly text: string;
  readonly colour: string;
  /** Pixels from the top. */
  readonly y: number;
  readonly dashed?: boolean;
  /** Of the run before: drawn faint. */
  readonly stale?: boolean;
}

export interface AxisTick {
  readonly value: number;
  readonly label: string;
}

interface Props {
  readonly label: string;
  readonly y: YScale;
  readonly ticks: readonly AxisTick[];
  readonly unit: string;
  readonly labels: readonly LineLabel[];
  readonly size: Size;
  readonly plotRef: RefCallback<Element>;
  readonly children: ReactNode;
}

/** Height of one label in the gutter, in root font sizes: it grows with the reader's text. */
const LABEL_GAP = 0.875;

export function Plot({ label, y, ticks, unit, labels, size, plotRef, children }: Props) {
  const store = useAppStore();
  const steps = useShown('text', ({ run }) => run?.info.steps ?? 0);
  const step = useApp((state) => state.crosshair?.step ?? null);
  const clip = useId();
  const { width, height } = size;
  const point = (event: React.PointerEvent): void => {
    if (steps === 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    readAt(store, stepAt(event.clientX - box.left, steps, box.width), null, event.type === 'pointerdown');
  };
  const places = spread(
    labels.map((item) => Math.min(height - 4, Math.max(6, item.y))),
    LABEL_GAP * Number.parseFloat(getComputedStyle(document.documentElement).fontSize || '16'),
    height - 7,
  );
  return (
    <div className="chart-grid" translate="no">
      <div className="gutter">
        {labels.map((item, index) => (
          <span
            key={item.key}
            style={{ top: `${places[index]}px`, color: item.colour }}
            data-dashed={item.dashed || undefined}
            data-stale={item.stale || undefined}
          >
            <WithSubscripts text={item.text} />
          </span>
        ))}
      </div>
      <div className="plot" ref={plotRef} onPointerMove={point} onPointerDown={point}>
        <svg width={width} height={height} role="img" aria-label={label}>
          <clipPath id={clip}>
            <rect width={width} height={height} />
          </clipPath>
          {ticks.map(({ value }) => (
            <line key={value} className="grid" x1={0} x2={width} y1={y(value)} y2={y(value)} />
          ))}
          <g clipPath={`url(#${clip})`}>{children}</g>
          {step !== null && steps > 0 && (
            <line
              className="cross"
              x1={stepX(Math.min(step, steps - 1), steps, width)}
              x2={stepX(Math.min(step, steps - 1), steps, width)}
              y1={0}
              y2={height}
            />
          )}
        </svg>
      </div>
      <div className="y-axis" aria-hidden="true">
        {ticks
          .filter(({ value }) => y(value) < height - 10)
          .map(({ value, label: text }) => (
            <span key={value} style={{ top: `${y(value)}px` }}>
              {text}
            </span>
          ))}
        <span className="unit">{unit}</span>
      </div>
    </div>
  );
}
