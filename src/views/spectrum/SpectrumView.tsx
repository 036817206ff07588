/** Eigenvalues of the recurrent matrices, of the network at rest, and of the real step Jacobian. */
import { ViewHead } from '../panel/ViewHead';

export function SpectrumView() {
  return (
    <section className="spectrum-view" aria-label="Spectrum">
      <ViewHead title="How strongly does the state feed back into itself?">Eigenvalues in the complex plane.</ViewHead>
    </section>
  );
}
