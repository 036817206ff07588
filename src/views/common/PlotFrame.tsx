/** The frame that all plots share: names of lines, plot with the crosshair, labels of the vertical axis, and what stands under it. */
import type { ReactNode, RefCallback } from 'react';
import { spread, type YScale } from '../../charts/curves';
import { stepAt, stepX, type Tick } from '../../charts/timeScale';
import { magnitude, powerOfTen } from '../../story/format';
import { pointedIn } from './pointed';
import { WithSubscripts } from './Term';
import type { Size } from './useSize';

export interface LineLabel {
  readonly key: string;
  readonly text: ReactNode;
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
  /** Whose styles give the height and the columns. */
  readonly className: string;
  /** The side of the vertical axis; names of lines stand on the other. */
  readonly axis: 'left' | 'right';
  /** The plot in words. */
  readonly label: string;
  readonly size: Size;
  readonly plotRef: RefCallback<Element>;
  readonly y: YScale;
  readonly ticks: readonly AxisTick[];
  readonly unit?: string;
  readonly labels?: readonly LineLabel[];
  /** Places along the horizontal axis; 0 while that is not known. */
  readonly count: number;
  /** The place of the crosshair; null where there is none. A place that is not there gives way to the last. */
  readonly cross?: number | null;
  /** Called with the place under the pointer. `pressed`: by a press and not in passing. */
  readonly onPoint?: (place: number, pressed: boolean) => void;
  /** Labels of the horizontal axis. */
  readonly places?: readonly Tick[];
  /** What the horizontal axis counts, at its beginning. */
  readonly placesOf?: string;
  readonly stale?: boolean;
  /** Over the plot, beside the lines. */
  readonly note?: ReactNode;
  readonly children: ReactNode;
}

/** Height of the name of a line, in root font sizes: it grows with the reader's text. */
const LABEL_GAP = 0.875;

/** Ticks of a log10 axis: powers of ten, but 0.01 to 100 as plain numbers where there are 1, 2, 5 between them or nothing is beyond 0.1 to 10. */
export function powerTicks(logs: readonly number[]): AxisTick[] {
  const arePlain = logs.every((value) => Math.abs(value) <= 1) || !logs.every(Number.isInteger);
  const isPlain = (value: number): boolean => !Number.isInteger(value) || (arePlain && Math.abs(value) <= 2);
  return logs.map((value) => ({
    value,
    label: value === 0 || isPlain(value) ? magnitude(value) : powerOfTen(value),
  }));
}

export function PlotFrame(props: Props) {
  const { className, axis, label, size, plotRef, y, ticks, count, onPoint, stale } = props;
  const { width, height } = size;
  const cross = props.cross == null || count === 0 ? null : stepX(Math.min(props.cross, count - 1), count, width);
  const point = (event: React.PointerEvent<HTMLElement>): void => {
    const at = count === 0 ? null : pointedIn(event.currentTarget, event);
    if (at !== null) onPoint?.(stepAt(at.x, count, at.width), at.pressed);
  };
  return (
    <div className={`plot-frame ${className}`} data-axis={axis} data-stale={stale || undefined} translate="no">
      {props.labels !== undefined && <Labels labels={props.labels} height={height} />}
      <div
        className="plot"
        data-reads={onPoint !== undefined || undefined}
        ref={plotRef}
        onPointerMove={onPoint && point}
        onPointerDown={onPoint && point}
      >
        {/* What leaves it is clipped, as SVG does by itself. */}
        <svg width={width} height={height} role="img" aria-label={label}>
          {ticks.map(({ value }) => (
            <line key={value} className="grid" x1={0} x2={width} y1={y(value)} y2={y(value)} />
          ))}
          {props.children}
          {cross !== null && <line className="cross" x1={cross} x2={cross} y1={0} y2={height} />}
        </svg>
        {props.note}
      </div>
      <div className="y-axis" aria-hidden="true">
        {ticks
          // The unit stands at the foot.
          .filter(({ value }) => props.unit === undefined || y(value) < height - 10)
          .map(({ value, label: text }) => (
            <span key={value} style={{ top: `${y(value)}px` }}>
              {text}
            </span>
          ))}
        {props.unit !== undefined && <span className="unit">{props.unit}</span>}
      </div>
      {props.placesOf !== undefined && (
        <span className="places-of" aria-hidden="true">
          {props.placesOf}
        </span>
      )}
      {props.places !== undefined && (
        <div className="x-axis" aria-hidden="true">
          {props.places.map(({ x, label: text }) => (
            <span key={text} style={{ left: `${x}px` }}>
              {text}
            </span>
          ))}
        </div>
      )}
    </div>
  );
}

/** The names of the lines, each beside its own as nearly as there is room. */
function Labels({ labels, height }: { readonly labels: readonly LineLabel[]; readonly height: number }) {
  const places = spread(
    labels.map(({ y }) => Math.min(height - 5, Math.max(6, y))),
    LABEL_GAP * rootFontSize(),
    height - 6,
  );
  return (
    <div className="gutter">
      {labels.map(({ key, text, colour, dashed, stale }, index) => (
        <span
          key={key}
          style={{ top: `${places[index]}px`, color: colour }}
          data-dashed={dashed || undefined}
          data-stale={stale || undefined}
        >
          {typeof text === 'string' ? <WithSubscripts text={text} /> : text}
        </span>
      ))}
    </div>
  );
}

/** In pixels. */
function rootFontSize(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}
