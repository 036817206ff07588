/** Two pictures side by side, each with what is its own, and under them what can only be said of both. */
import { swapPanes, toggleComparison } from '../../store/store';
import { differences } from '../../story/differences';
import { PaneContext, useApp, useAppStore } from '../common/context';
import { Chart } from '../lab/lab';
import { Heatmaps } from '../picture/Heatmaps';
import { River } from '../river/River';
import { Comparison } from './Comparison';
import { PaneHead } from './PaneHead';

export function Compared() {
  const store = useAppStore();
  const [right, left] = useApp((state) => state.panes);
  const inLab = right.depth === 'lab';
  const differing = left === undefined ? [] : differences(left, right);
  return (
    <div className="compared">
      <PaneContext value={1}>
        <section className="picture" aria-label="Left pane, pinned">
          <PaneHead name="Left, pinned" own={differing.map(({ label, left: own }) => ({ label, own }))} />
          {!inLab && <River />}
          <Heatmaps />
          {inLab && <Chart />}
        </section>
      </PaneContext>
      <section className="picture" aria-label="Right pane">
        <PaneHead name="Right" own={differing.map(({ label, right: own }) => ({ label, own }))}>
          <button type="button" className="small" onClick={() => swapPanes(store)}>
            Swap
          </button>
          <button type="button" className="small" onClick={() => toggleComparison(store)}>
            End comparison
          </button>
        </PaneHead>
        {!inLab && <River />}
        <Heatmaps />
        {inLab && <Chart />}
      </section>
      <Comparison />
    </div>
  );
}
