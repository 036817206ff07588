/** Eigenvalues and singular values of the real Jacobian of the selected step. */
import { reachOf } from '../../charts/complexPlane';
import { CELLS } from '../../settings/cells';
import { selectedStep } from '../../store/viewRequests';
import { exactPower, sizeOr } from '../../story/format';
import { useApp, useShown } from '../common/context';
import { Subscripted } from '../common/Term';
import { Glossed } from '../words/Word';
import { type Circle, PlaneFigure } from './PlaneFigure';
import { SingularPlot } from './SingularPlot';
import { valuesOfStep } from './stepValues';
import { stepWords } from './words';

const INK = 'var(--ink)';

export function StepPlane() {
  const { run: result } = useShown('views');
  const crosshair = useApp((state) => state.crosshair);
  const batch = result?.viewResults.newest('jacobian') ?? null;
  const step = selectedStep(crosshair, result?.info.steps ?? 1);
  const stale = batch === null || result === null || batch.step !== step || result.viewResults.stale.has('jacobian');
  const values = batch === null ? null : valuesOfStep(batch);
  const perturbed = result?.perturbed?.viewResults.fresh('jacobian') ?? null;
  const second = perturbed === null || perturbed.step !== batch?.step ? null : valuesOfStep(perturbed);
  // Cell and output together, or the one state that is both.
  const state = result !== null && CELLS[result.settings.cell].state.length > 1 ? 's' : 'h';
  const circles: Circle[] =
    values === null
      ? []
      : [
          {
            key: 'norm',
            radius: 10 ** values.singular,
            colour: INK,
            label: <Subscripted text={`σ_max = ${sizeOr('0', values.singular, second?.singular)}`} />,
            title: exactPower(values.singular, second?.singular),
            angle: 125,
            kind: 'norm',
          },
          {
            key: 'radius',
            radius: 10 ** values.eigenvalue,
            colour: INK,
            label: `max|λ| = ${sizeOr('0', values.eigenvalue, second?.eigenvalue)}`,
            title: exactPower(values.eigenvalue, second?.eigenvalue),
            angle: 45,
            kind: 'radius',
          },
        ];
  return (
    <div className="spectrum-body">
      <div className="spectrum-plane">
        <PlaneFigure
          label={`Eigenvalues of the state Jacobian of step ${step + 1} in the complex plane`}
          symbol="λ"
          reach={reachOf(values === null ? [] : [10 ** values.eigenvalue, 10 ** values.singular])}
          circles={circles}
          sets={
            values === null
              ? []
              : [{ key: 'J', name: null, colour: INK, re: values.re, im: values.im, second: second ?? undefined }]
          }
          stale={stale}
        >
          <p className="plane-corner" translate="no" title="Point at a heatmap, or play, for another step">
            {`∂${state}ᵗ/∂${state}ᵗ⁻¹`}, <b>t = {step + 1}</b>
            {crosshair === null && <span className="quiet">(the last)</span>}
          </p>
        </PlaneFigure>
      </div>
      <div className="spectrum-text">
        <p className="spectrum-words" data-reserve="3" data-stale={(stale && batch !== null) || undefined}>
          {values === null || batch === null ? (
            'computing …'
          ) : (
            <Glossed text={stepWords(batch.step, values, second ?? undefined)} />
          )}
        </p>
        <SingularPlot batch={batch} stale={stale} />
      </div>
    </div>
  );
}
