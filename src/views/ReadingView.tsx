/** Exact numbers: the reading at the crosshair, and how strong the recurrent matrices are. */
import { Inspector } from './Inspector';
import { MatrixFacts } from './MatrixFacts';

export function ReadingView() {
  return (
    <section className="reading-view" aria-label="Reading">
      <Inspector />
      <MatrixFacts />
    </section>
  );
}
