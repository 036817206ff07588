/** What runs in each worker of the pool: one task after another, on a network that it makes itself from the settings. */

import { LoadedFiles } from '../../engine/loaded/files';
import { normTasksOf } from '../../engine/normNetwork';
import type { NormTask, NormTasks } from '../../engine/normTasks';
import { MatrixCache } from '../../engine/recurrentMatrix';
import { networkKey } from '../../engine/runSetup';
import type { SeriesBatch } from '../../engine/seriesBatches';
import type { Settings } from '../../settings/settings';
import type { Host } from '../scheduler';
import type { FromPoolWorker, ToPoolWorker } from './messages';

/** Work between two looks for a `cancel`. */
const SLICE_MS = 20;

export interface RunnerHost extends Pick<Host, 'now' | 'turn'> {
  readonly post: (message: FromPoolWorker, transfer: ArrayBuffer[]) => void;
}

type Task = Extract<ToPoolWorker, { kind: 'task' }>;

export class TaskRunner {
  private readonly files = new LoadedFiles();
  private readonly cache = new MatrixCache();
  private network: { readonly key: string; readonly tasks: NormTasks } | null = null;
  private cancelled = 0;

  constructor(private readonly host: RunnerHost) {}

  receive(message: ToPoolWorker): void {
    switch (message.kind) {
      case 'model':
        this.files.addModel(message.hash, message.model);
        return;
      case 'data':
        this.files.addData(message.hash, message.data);
        return;
      case 'cancel':
        this.cancelled = message.id;
        return;
      case 'task':
        void this.run(message);
    }
  }

  private async run({ id, settings, isPerturbed, task }: Task): Promise<void> {
    const { host } = this;
    try {
      const work = this.work(settings, isPerturbed, task);
      let sliceStart = host.now();
      for (let next = work.next(); next.done !== true; next = work.next()) {
        if (next.value) host.post({ kind: 'batch', id, batch: next.value }, [next.value.values.buffer]);
        if (host.now() - sliceStart < SLICE_MS) continue;
        await host.turn();
        if (this.cancelled === id) break;
        sliceStart = host.now();
      }
      host.post({ kind: 'done', id }, []);
    } catch {
      // The engine's worker then does it itself, and says what is wrong.
      this.network = null;
      host.post({ kind: 'failed', id }, []);
    }
  }

  private *work(settings: Settings, isPerturbed: boolean, task: NormTask): Generator<SeriesBatch | void, void> {
    const key = `${networkKey(settings, this.files)} ${isPerturbed}`;
    if (this.network?.key !== key) {
      // Before the next is made: two would not fit where one does.
      this.network = null;
      this.network = { key, tasks: yield* normTasksOf(settings, this.cache, this.files, isPerturbed) };
    }
    yield* this.network.tasks.run(task);
  }
}
