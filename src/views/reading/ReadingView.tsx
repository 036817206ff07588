/** Exact numbers: the reading at the crosshair, and how strong the recurrent matrices are. */

import { MatrixFacts } from '../common/MatrixFacts';
import { Inspector } from './Inspector';

export function ReadingView() {
  return (
    <section className="reading-view" aria-label="Reading">
      <Inspector />
      <MatrixFacts />
    </section>
  );
}
