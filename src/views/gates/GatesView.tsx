/** Gates and state of the forward pass as heatmaps. */
import { ViewHead } from '../panel/ViewHead';

export function GatesView() {
  return (
    <section className="gates-view" aria-label="Gates">
      <ViewHead title="What do the gates do?">The forward pass, unit by unit.</ViewHead>
    </section>
  );
}
