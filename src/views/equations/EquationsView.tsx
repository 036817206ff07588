/** The backward pass in mathematics, with the selected step's and unit's numbers. */
import type { Inspection } from '../../engine/inspection';
import type { Settings } from '../../settings/settings';
import type { RunResult } from '../../store/runResult';
import { receivingStep } from '../../store/viewRequests';
import { truncationNote } from '../../story/truncationNote';
import { useApp, useShown } from '../common/context';
import { Subscripted } from '../common/Term';
import { ViewHead } from '../common/ViewHead';
import { ChoiceControl } from '../controls/ChoiceControl';
import { BackwardPass } from './BackwardPass';
import { CellToCell } from './CellToCell';
import { MathsStyles } from './Maths';
import { SymbolTable } from './SymbolTable';

export function EquationsView() {
  const settings = useApp((state) => state.panes[0]);
  const { run: result } = useShown('views');
  const inspection = useApp((state) => state.inspection);
  const second = useApp((state) => state.perturbedInspection);
  const isStale = useShown('views', ({ run }, { inspectedRun }) => inspectedRun !== run?.runId);
  const crosshair = useApp((state) => state.crosshair);
  const steps = result?.info.steps ?? 0;
  const step = inspection?.step ?? receivingStep(crosshair, Math.max(1, steps));
  return (
    <section className="equations-view" aria-label="Equations">
      <MathsStyles />
      <ViewHead title="What is computed, term by term?">
        The backward pass as it is written down, each path’s term in its hue; press one to cut it.
      </ViewHead>
      <div className="equations-columns">
        <div className="equations-main">
          <ChoiceControl name="notation" />
          <p className="selected" data-stale={isStale || undefined}>
            <Subscripted
              text={
                inspection === null
                  ? 'Point at a heatmap: that step’s and unit’s numbers then stand under every term.'
                  : whatIsShown(inspection, crosshair === null, settings, result)
              }
            />
          </p>
          <div data-stale={isStale || undefined}>
            <BackwardPass settings={settings} inspection={inspection} second={second} />
          </div>
        </div>
        <div className="equations-beside">
          <CellToCell settings={settings} result={result} step={Math.min(step, Math.max(0, steps - 1))} />
          <SymbolTable settings={settings} />
        </div>
      </div>
    </section>
  );
}

/** Whose numbers these are, and why some are 0. */
function whatIsShown(
  { step, unit }: Inspection,
  isDefault: boolean,
  settings: Settings,
  result: RunResult | null,
): string {
  const steps = result?.info.steps ?? 0;
  const whose = `Step t = ${step + 1}, unit ${unit + 1}: this unit’s number stands under each term.`;
  if (step === steps - 1) return `${whose} After the last step there is nothing: every term of step t + 1 is 0.`;
  const note = result === null ? null : truncationNote(settings, { step, steps, inForce: result.info.truncation });
  if (note !== null) return `${whose} ${note}`;
  return isDefault ? `${whose} Point at a heatmap for another.` : whose;
}
