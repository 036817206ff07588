/** Two pictures side by side under one toolbar, each with what is its own, and under them what can only be said of both. */
import { swapPanes, toggleComparison } from '../../store/store';
import { differences } from '../../story/differences';
import { PaneContext, useApp, useAppStore } from '../common/context';
import { Stories } from '../frame/Stories';
import { Chart } from '../lab/lab';
import { Heatmaps } from '../picture/Heatmaps';
import { River } from '../river/River';
import { Comparison } from './Comparison';
import { ComparisonWords } from './ComparisonWords';
import { PaneHead } from './PaneHead';
import { Tools } from './Tools';

export function Compared() {
  const store = useAppStore();
  const [right, left] = useApp((state) => state.panes);
  const inLab = right.depth === 'lab';
  const differing = left === undefined ? [] : differences(left, right);
  return (
    <div className="compared">
      <header className="comparison-head">
        <ComparisonWords />
        <Stories />
      </header>
      <Tools>
        <button
          type="button"
          className="small"
          title="Left becomes right, and right left"
          onClick={() => swapPanes(store)}
        >
          Swap
        </button>
        <button
          type="button"
          className="small"
          title="End the comparison, and keep the right pane"
          onClick={() => toggleComparison(store)}
        >
          End comparison
        </button>
      </Tools>
      <PaneContext value={1}>
        <section className="picture" aria-label="Left pane, pinned">
          <PaneHead name="Left, pinned" own={differing.map(({ label, left: own }) => ({ label, own }))} />
          {!inLab && <River />}
          <Heatmaps />
          {inLab && <Chart />}
        </section>
      </PaneContext>
      <section className="picture" aria-label="Right pane">
        <PaneHead name="Right" own={differing.map(({ label, right: own }) => ({ label, own }))} />
        {!inLab && <River />}
        <Heatmaps />
        {inLab && <Chart />}
      </section>
      <Comparison />
    </div>
  );
}
