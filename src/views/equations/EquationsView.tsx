/** The backward pass in mathematics, with the selected step's and unit's numbers. */
import { ViewHead } from '../panel/ViewHead';

export function EquationsView() {
  return (
    <section className="equations-view" aria-label="Equations">
      <ViewHead title="What is computed, term by term?">The backward pass with the selected numbers.</ViewHead>
    </section>
  );
}
