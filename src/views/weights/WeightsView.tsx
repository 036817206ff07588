/** Each step's contribution to every weight gradient, and clipping. */
import { ViewHead } from '../panel/ViewHead';

export function WeightsView() {
  return (
    <section className="weights-view" aria-label="Weights">
      <ViewHead title="What does each step teach the weights?">One strip for each parameter.</ViewHead>
    </section>
  );
}
