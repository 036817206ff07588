/** Two neighbouring steps of the cell, with the gradient on every edge. */
import { ViewHead } from '../panel/ViewHead';

export function CellView() {
  return (
    <section className="cell-view" aria-label="Cell">
      <ViewHead title="Which way does the gradient take through the cell?">
        Width and colour of an edge: its message at the selected step.
      </ViewHead>
    </section>
  );
}
