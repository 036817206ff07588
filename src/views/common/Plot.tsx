/** A plot over the steps of the run in sight, with the page's crosshair. */
import type { ReactNode, RefCallback } from 'react';
import type { YScale } from '../../charts/curves';
import { readAt } from '../../store/store';
import { useApp, useAppStore, useShown } from './context';
import { type AxisTick, type LineLabel, PlotFrame } from './PlotFrame';
import type { Size } from './useSize';

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

export function Plot(props: Props) {
  const store = useAppStore();
  const steps = useShown('text', ({ run }) => run?.info.steps ?? 0);
  const step = useApp((state) => state.crosshair?.step ?? null);
  return (
    <PlotFrame
      {...props}
      className="chart-grid"
      axis="right"
      count={steps}
      cross={step}
      onPoint={(place, pressed) => readAt(store, place, null, pressed)}
    />
  );
}
