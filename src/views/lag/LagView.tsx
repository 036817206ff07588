/** The loss of every step alone, sent back to every step before it. */
import { ViewHead } from '../panel/ViewHead';

export function LagView() {
  return (
    <section className="lag-view" aria-label="Lag map">
      <ViewHead title="How far back does each loss reach?">One row a step, one column a loss.</ViewHead>
    </section>
  );
}
