/** A small plot of log10 values over 0, 1, 2 …: powers of ten on the left, whole numbers under it, names at the lines' ends. */
import type { ReactNode } from 'react';
import { type Frame, logTicks, verticalScale, type YScale } from '../../charts/curves';
import { stepX } from '../../charts/timeScale';
import { PlotFrame, powerTicks } from '../common/PlotFrame';
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
  const [plotRef, size] = useSize();
  const { width, height } = size;
  const pad = 0.06 * (range[1] - range[0]);
  const { y } = verticalScale(range[0] - pad, range[1] + pad, height);
  return (
    <figure className="log-plot">
      <figcaption className="quiet">{title}</figcaption>
      <PlotFrame
        className="log-grid"
        axis="left"
        label={label}
        size={size}
        plotRef={plotRef}
        y={y}
        ticks={powerTicks(logTicks(range[0] - pad, range[1] + pad, height > 140 ? 6 : 3))}
        labels={ends.map(({ value, ...end }) => ({ ...end, y: y(value) }))}
        count={count}
        placesOf={axis}
        places={places.map(({ at, text }) => ({ x: stepX(at, count, width), label: text }))}
        stale={stale}
      >
        <line className="mark" x1={0} x2={width} y1={y(0)} y2={y(0)} />
        {width > 0 && children(y, { width, height, steps: count })}
      </PlotFrame>
    </figure>
  );
}
