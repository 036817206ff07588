/** Asks the engine for the exact numbers of the cell under the crosshair, and shows the answer together with the views. */
import type { EngineClient } from '../worker/client';
import type { ArrivingRuns } from './arrivingRuns';
import type { PaneState } from './paneState';
import type { PaneNumbers } from './store';
import { receivingStep } from './viewRequests';

type Answer = Pick<PaneNumbers, 'inspection' | 'perturbedInspection' | 'inspectedRun'>;

export class CrosshairInspection {
  /** Goes up with every question: only the newest may be answered. */
  private question = 0;
  /** Whether numbers have arrived since the last question. */
  private isOutdated = false;
  /** An answer that waits until the views show its run. */
  private pending: Answer | null = null;

  constructor(
    private readonly state: PaneState,
    private readonly client: Pick<EngineClient, 'inspect'>,
    private readonly runs: ArrivingRuns,
    private readonly areViewsOutdated: () => boolean,
  ) {}

  /** New numbers of the cell have arrived: it is asked for anew with the next text. */
  numbersArrived(): void {
    this.isOutdated = true;
  }

  textShown(): void {
    if (this.isOutdated) this.ask();
  }

  /** What is to be shown together with the views. */
  takePending(): Partial<Answer> {
    const { pending } = this;
    this.pending = null;
    return pending ?? {};
  }

  ask(): void {
    this.isOutdated = false;
    this.pending = null;
    const { settings, store } = this.state;
    const { crosshair } = store.getState();
    const run = this.runs.newest;
    if (settings === null) return;
    const own = ++this.question;
    if (crosshair === null && this.state.viewNeeds.showsStep !== true) {
      this.state.write({ inspection: null, perturbedInspection: null });
      return;
    }
    // Before the first run there is nothing to ask about; its messages ask by themselves.
    if (crosshair === null && run === null) return;
    // A crosshair that a smaller network has left outside stands at its edge, as it is drawn.
    const { steps = Number.POSITIVE_INFINITY, size = Number.POSITIVE_INFINITY } = run?.info ?? {};
    const unit = Math.min(crosshair?.unit ?? 0, size - 1);
    void this.client.inspect(receivingStep(crosshair, steps), unit).then((inspected) => {
      // A null leaves the last numbers until the run has this cell.
      if (own !== this.question || inspected === null) return;
      const answer: Answer = {
        inspection: inspected.inspection,
        perturbedInspection: inspected.perturbed,
        // Answers arrive in order with batches, so this one is of the newest run that has begun.
        inspectedRun: this.runs.newest?.runId ?? 0,
      };
      if (this.areViewsOutdated()) this.pending = answer;
      else this.state.write(answer);
    });
  }
}
