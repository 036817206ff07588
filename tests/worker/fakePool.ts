/** A pool whose workers run in this thread: the real queue and the real tasks, with messages that arrive when a test lets them. */
import { LoadedFiles } from '../../src/engine/loaded/files';
import type { FromPoolWorker, ToPoolWorker } from '../../src/worker/pool/messages';
import { WorkerPool, type Workers } from '../../src/worker/pool/pool';
import { TaskRunner } from '../../src/worker/pool/taskRunner';

class FakeWorkers implements Workers {
  /** Messages to each worker. */
  readonly sent: ToPoolWorker[][] = [];
  terminated = 0;
  /** Makes the worker of this number crash at its first task. */
  crashing = -1;

  constructor(readonly processors: number) {}

  readonly spawn = (receive: (message: FromPoolWorker) => void, failed: () => void) => {
    const sent: ToPoolWorker[] = [];
    const number = this.sent.push(sent) - 1;
    let isEnded = false;
    const runner = new TaskRunner({
      // A turn at every pause, so that workers take turns.
      now: (
        (time) => () =>
          (time += 100)
      )(0),
      turn: () => new Promise((resolve) => setImmediate(resolve)),
      post: (message) => {
        if (!isEnded) receive(structuredClone(message));
      },
    });
    return {
      post: (message: ToPoolWorker): void => {
        sent.push(message);
        if (message.kind === 'task' && number === this.crashing) setImmediate(failed);
        else runner.receive(structuredClone(message));
      },
      terminate: (): void => {
        isEnded = true;
        this.terminated++;
      },
    };
  };
}

export function fakePool(processors: number, files = new LoadedFiles()) {
  const workers = new FakeWorkers(processors);
  /** What waits for a time that never comes, unless a test calls it. */
  const later: (() => void)[] = [];
  const pool = new WorkerPool(workers, (_, done) => later.push(done), files);
  return { workers, pool, later };
}
