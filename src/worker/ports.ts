/** The page's side of the one worker that owns both panes: a port for each, which a client drives as if it were its own worker. */
import type { WorkerLike } from './client';
import type { FromPane, PaneName, ToPane, ToWorker } from './messages';

/** The part of a Worker that the ports use. */
export interface PanesWorker {
  postMessage(message: ToPane): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromPane>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

type Comparison = Extract<FromPane, { kind: 'comparison' }>;

export class WorkerPorts {
  private worker: PanesWorker | null = null;
  private readonly ports = new Map<PaneName, Port>();

  /** `create` makes a worker that has this message already: a posted one may wait for as long as the page is busy. */
  constructor(
    private readonly create: (first: ToPane) => PanesWorker,
    private readonly compared: (comparison: Comparison) => void,
  ) {}

  /** A port of the worker that lives now; where there is none, of one that its first message starts. */
  open(pane: PaneName): WorkerLike {
    let worker = this.worker;
    const port = new Port(
      (message) => {
        worker ??= this.worker;
        if (worker === null) worker = this.start({ pane, message });
        else worker.postMessage({ pane, message });
      },
      () => {
        if (worker !== null) this.close(worker, pane);
      },
    );
    this.ports.set(pane, port);
    return port;
  }

  private start(first: ToPane): PanesWorker {
    const worker = this.create(first);
    this.worker = worker;
    worker.onmessage = ({ data }) => {
      if (data.kind === 'comparison') this.compared(data);
      else this.ports.get(data.pane)?.onmessage?.({ data: data.message } as MessageEvent);
    };
    // What ends the worker ends it for both: each client hears of it, and starts afresh with its next run.
    worker.onerror = (event) => {
      this.end(worker);
      for (const port of this.ports.values()) port.onerror?.(event);
    };
    worker.onmessageerror = (event) => {
      this.end(worker);
      for (const port of this.ports.values()) port.onmessageerror?.(event);
    };
    return worker;
  }

  /** One client is done with the worker: the other's part of it dies with it, and is told. */
  private close(worker: PanesWorker, pane: PaneName): void {
    if (this.worker !== worker) return;
    this.end(worker);
    for (const [other, port] of this.ports)
      if (other !== pane) port.onerror?.({ message: 'the worker of both panes was ended' } as ErrorEvent);
  }

  private end(worker: PanesWorker): void {
    this.worker = null;
    worker.onmessage = null;
    worker.onerror = null;
    worker.onmessageerror = null;
    worker.terminate();
  }
}

class Port implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  onmessageerror: WorkerLike['onmessageerror'] = null;

  constructor(
    readonly postMessage: (message: ToWorker) => void,
    readonly terminate: () => void,
  ) {}
}
