/** The two panes that one worker owns: a scheduler each, which take turns, and what can only be said of both. */
import { cosines } from '../engine/comparison';
import { LoadedFiles } from '../engine/loaded/files';
import type { FromPane, FromWorker, PaneName, ToEngine } from './messages';
import { type Pool, WorkerPool, type Workers } from './pool/pool';
import { type Host, Scheduler } from './scheduler';

export type PanesHost = Omit<Host, 'post' | 'pool'> & {
  readonly post: (message: FromPane, transfer: ArrayBuffer[]) => void;
  /** Absent where a worker can have none of its own. */
  readonly workers?: Workers;
};

export class TwoPanes {
  private readonly files = new LoadedFiles();
  private readonly pool: Pool | undefined;
  private readonly active: Scheduler;
  private readonly pinned: Scheduler;

  constructor(private readonly host: PanesHost) {
    this.pool = host.workers && new WorkerPool(host.workers, host.after, this.files);
    this.active = this.scheduler('active');
    this.pinned = this.scheduler('pinned');
  }

  receive(message: ToEngine): void {
    if (!('kind' in message)) this[message.pane].receive(message.message);
    else if (message.kind === 'model') this.files.addModel(message.hash, message.model);
    else if (message.kind === 'data') this.files.addData(message.hash, message.data);
    else this.host.post({ kind: 'pong', busy: this.active.busy || this.pinned.busy }, []);
  }

  private scheduler(pane: PaneName): Scheduler {
    const post = (message: FromWorker, transfer: ArrayBuffer[]): void => {
      this.host.post({ kind: 'pane', pane, message }, transfer);
      const { kind } = message;
      if (kind === 'checked' || (kind === 'batch' && message.batch.kind === 'stage' && message.batch.stage === 'ghost'))
        this.compare();
    };
    return new Scheduler({ ...this.host, post, ...(this.pool && { pool: this.pool }) }, this.files);
  }

  /** After either picture, and after either second run: as soon as both are there. */
  private compare(): void {
    const [active, pinned] = [this.active.current, this.pinned.current];
    if (active === null || pinned === null) return;
    const result = cosines(active.sweep, pinned.sweep);
    const [one, other] = [this.active.perturbed, this.pinned.perturbed];
    const perturbed = one === null || other === null ? null : cosines(one, other);
    this.host.post(
      { kind: 'comparison', active: active.runId, pinned: pinned.runId, cosines: result, perturbed },
      [result, perturbed].flatMap((values) => (values === null ? [] : [values.buffer])),
    );
  }
}
