/** One pane's part of the store: its settings, and what the engine has answered about them. */
import type { Settings } from '../settings/settings';
import { type AppStore, numbersOf, type PaneIndex, type PaneNumbers } from './store';
import { needsOf, type ViewNeeds, type Views } from './viewRequests';

export class PaneState {
  constructor(
    readonly store: AppStore,
    readonly pane: PaneIndex,
    private readonly views: Views,
  ) {}

  /** Null while there is no second pane and this is it. */
  get settings(): Settings | null {
    return this.store.getState().panes[this.pane] ?? null;
  }

  /** What the view beside the heatmaps needs: it is about the first pane, in either. */
  get viewNeeds(): ViewNeeds {
    return needsOf(this.views, this.store.getState().panes[0]);
  }

  get numbers(): PaneNumbers {
    return numbersOf(this.store.getState(), this.pane);
  }

  write(patch: Partial<PaneNumbers>): void {
    if (this.pane === 0) this.store.setState(patch);
    else this.store.setState(({ pinned }) => ({ pinned: { ...pinned, ...patch } }));
  }

  setRunning(): void {
    // In a drag it is nearly always running: listeners need not be called again with every input.
    if (this.numbers.status.kind !== 'running') this.write({ status: { kind: 'running' } });
  }
}
