/** The page's side of the worker: run ids, stale batches, and a worker that dies. */
import type { Batch } from '../engine/batches';
import type { Inspection } from '../engine/inspection';
import type { ViewRequest } from '../engine/viewRequests';
import type { Settings } from '../settings/settings';
import type { FromWorker, ToWorker } from './messages';

/** The part of a Worker that the client uses. */
export interface WorkerLike {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

export interface EngineListener {
  /** A batch; `isToBeShown` for one of the newest run, or of an older one that is still the newest with a picture. */
  batch(runId: number, batch: Batch, isToBeShown: boolean): void;
  done(runId: number): void;
  /** A batch of a run's second run; and that the newest run's is whole. */
  perturbed(runId: number, batch: Batch): void;
  checked(runId: number): void;
  /** The engine cannot go on with this run; the next change starts afresh. */
  failed(message: string): void;
}

export interface Inspected {
  readonly inspection: Inspection;
  /** Of the second run; null while that is not there. */
  readonly perturbed: Inspection | null;
}

export class EngineClient {
  private worker: WorkerLike | null = null;
  private runId = 0;
  private requestId = 0;
  private readonly inspections = new Map<number, (inspected: Inspected | null) => void>();

  constructor(
    private readonly create: () => WorkerLike,
    private readonly listener: EngineListener,
  ) {}

  run(settings: Settings, requests: readonly ViewRequest[]): number {
    this.runId++;
    this.send({ kind: 'run', runId: this.runId, settings, requests });
    return this.runId;
  }

  request(requests: readonly ViewRequest[]): void {
    this.send({ kind: 'requests', runId: this.runId, requests });
  }

  /** Null where the worker has no such cell (yet), or died. */
  inspect(step: number, unit: number): Promise<Inspected | null> {
    this.requestId++;
    const { requestId } = this;
    return new Promise((resolve) => {
      this.inspections.set(requestId, resolve);
      this.send({ kind: 'inspect', requestId, step, unit });
    });
  }

  /** Ends the worker; a next run would start a fresh one. */
  dispose(): void {
    this.worker?.terminate();
    this.dropWorker();
  }

  private send(message: ToWorker): void {
    try {
      if (this.worker === null) this.worker = this.start();
      this.worker.postMessage(message);
    } catch (problem) {
      this.fail(problem instanceof Error ? problem.message : String(problem));
    }
  }

  private start(): WorkerLike {
    const worker = this.create();
    worker.onmessage = (event) => this.receive(event.data);
    worker.onerror = (event) => {
      event.preventDefault?.();
      this.fail(event.message || 'the worker could not be loaded');
    };
    worker.onmessageerror = () => this.fail('a message from the worker could not be read');
    return worker;
  }

  private receive(message: FromWorker): void {
    switch (message.kind) {
      case 'batch':
        // The picture of a run that was overtaken is still shown, with its outline; its later stages only count for what the next run keeps.
        this.listener.batch(message.runId, message.batch, message.runId === this.runId || isPicture(message.batch));
        break;
      case 'done':
        if (message.runId === this.runId) this.listener.done(message.runId);
        break;
      case 'perturbed':
        this.listener.perturbed(message.runId, message.batch);
        break;
      case 'checked':
        if (message.runId === this.runId) this.listener.checked(message.runId);
        break;
      case 'inspected':
        this.inspections.get(message.requestId)?.(
          message.inspection === null ? null : { inspection: message.inspection, perturbed: message.perturbed },
        );
        this.inspections.delete(message.requestId);
        break;
      case 'failed':
        // A newer run is on its way, and starts from nothing.
        if (message.runId === this.runId) this.listener.failed(message.message);
        break;
    }
  }

  private fail(message: string): void {
    this.worker?.terminate();
    this.dropWorker();
    this.listener.failed(message);
  }

  private dropWorker(): void {
    if (this.worker !== null) {
      // What it may still send is about a run that is gone.
      this.worker.onmessage = null;
      this.worker.onerror = null;
      this.worker.onmessageerror = null;
    }
    this.worker = null;
    for (const resolve of this.inspections.values()) resolve(null);
    this.inspections.clear();
  }
}

function isPicture(batch: Batch): boolean {
  return (
    batch.kind === 'forward' ||
    batch.kind === 'messages' ||
    (batch.kind === 'series' && batch.every > 1) ||
    (batch.kind === 'stage' && ['forward', 'messages', 'outline'].includes(batch.stage))
  );
}
