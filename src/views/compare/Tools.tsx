/** One toolbar for both panes: what they show, and on a narrow screen in what colours. */
import type { ReactNode } from 'react';
import { hasControl } from '../../settings/controls';
import { edgesOf } from '../../settings/edges';
import { useApp } from '../common/context';
import { ChoiceControl, Segmented } from '../controls/ChoiceControl';
import { Legend } from '../picture/Legend';

export function Tools({ children }: { readonly children: ReactNode }) {
  const inLab = useApp(({ panes }) => panes[0].depth === 'lab');
  const hasPaths = useApp(({ panes }) => panes.some((pane) => edgesOf(pane).length > 1));
  const hasWholes = useApp(({ panes }) => panes.some(({ cell }) => hasControl(cell, 'wholeRow')));
  const chart = useApp(({ panes }) => panes[0].chart);
  return (
    <section className="comparison-tools" aria-label="What both panes show">
      {hasPaths && <Segmented name="pathRows" />}
      {inLab && hasWholes && <Segmented name="wholeRow" />}
      {inLab && <Segmented name="chart" />}
      {inLab && chart === 'cumulative' && <ChoiceControl name="curves" />}
      {inLab && <Segmented name="scale" />}
      {/* Where there is no room for it at the right. */}
      <Legend />
      <span className="spring" />
      {children}
    </section>
  );
}
