/** A small plot of log10 values over 0, 1, 2 …: powers of ten on the left, whole numbers under it, names at the lines' ends. */
import type { ReactNode } from 'react';
import { type Frame, logTicks, spread, verticalScale, type YScale } from '../../charts/curves';
import { stepX } from '../../charts/timeScale';
import { magnitude, powerOfTen } from '../../story/format';
import { useSize } from '../common/useSize';

export interface EndLabel {
  readonly key: string;
  readonly text: ReactNode;
  readonly colour: string;
  /** log10 where the line ends. */
  readonly value: number;
}

interface Props {
  readonly title: ReactNode;
  readonly label: string;
  /** How many places along the axis. */
  readonly count: number;
  /** Places (from 0) with a number under them. */
  readonly places: readonly { readonly at: number; readonly text: string }[];
  readonly axis: string;
  readonly range: readonly [number, number];
  readonly ends: readonly EndLabel[];
  readonly stale: boolean;
  readonly children: (y: YScale, frame: Frame) => ReactNode;
}

export function LogPlot({ title, label, count, places, axis, range, ends, stale, children }: Props) {
  const [ref, { width, height }] = useSize();
  const pad = 0.06 * (range[1] - range[0]);
  const { y } = verticalScale(range[0] - pad, range[1] + pad, height);
  const ticks = logTicks(range[0] - pad, range[1] + pad, height > 140 ? 6 : 3);
  const frame: Frame = { width, height, steps: count };
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  const tops = spread(
    ends.map(({ value }) => Math.min(height - 5, Math.max(5, y(value)))),
    0.8 * rem,
    height - 5,
  );
  return (
    <figure className="log-plot">
      <figcaption className="quiet">{title}</figcaption>
      <div className="log-grid" translate="no" data-stale={stale || undefined}>
        <div className="log-ticks" aria-hidden="true">
          {ticks.map((value) => (
            <span key={value} style={{ top: y(value) }}>
              {Number.isInteger(value) ? powerOfTen(value) : magnitude(value)}
            </span>
          ))}
        </div>
        <div className="log-area" ref={ref}>
          <svg width={width} height={height} role="img" aria-label={label}>
            {ticks.map((value) => (
              <line key={value} className="grid" x1={0} x2={width} y1={y(value)} y2={y(value)} />
            ))}
            <line className="mark" x1={0} x2={width} y1={y(0)} y2={y(0)} />
            {width > 0 && children(y, frame)}
          </svg>
        </div>
        <div className="log-ends" aria-hidden="true">
          {ends.map(({ key, text, colour }, index) => (
            <span key={key} style={{ top: tops[index], color: colour }}>
              {text}
            </span>
          ))}
        </div>
        <div className="log-places" aria-hidden="true">
          {places.map(({ at, text }) => (
            <span key={at} style={{ left: stepX(at, count, width) }}>
              {text}
            </span>
          ))}
        </div>
        <span className="log-axis" aria-hidden="true">
          {axis}
        </span>
      </div>
    </figure>
  );
}
