/** Eigenvalues of the recurrent matrices, of the network at rest, and of the real step Jacobian. */
import type { ComponentType } from 'react';
import type { Settings } from '../../settings/settings';
import { useApp } from '../common/context';
import { ViewHead } from '../common/ViewHead';
import { Segmented } from '../controls/ChoiceControl';
import { AtRestPlane } from './AtRestPlane';
import { MatricesPlane } from './MatricesPlane';
import { StepPlane } from './StepPlane';

const PLANES: Readonly<Record<Settings['plane'], { readonly how: string; readonly Plane: ComponentType }>> = {
  matrices: {
    how: 'Dots: eigenvalues; drag the ring around them. Dashed: the most that one multiplication by R stretches.',
    Plane: MatricesPlane,
  },
  rest: {
    how: 'Dots: what one step multiplies patterns of the gradient by. Those outside the circle of 1 grow.',
    Plane: AtRestPlane,
  },
  step: {
    how: 'Dots: eigenvalues of what this step really does. Dashed: the most that it can stretch.',
    Plane: StepPlane,
  },
};

export function SpectrumView() {
  const plane = useApp((state) => state.panes[0].plane);
  const { how, Plane } = PLANES[plane];
  return (
    <section className="spectrum-view" aria-label="Spectrum">
      <ViewHead title="What does one step multiply by?">{how}</ViewHead>
      <Segmented name="plane" />
      <Plane />
    </section>
  );
}
