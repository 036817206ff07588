/** The page's side of the one worker that owns both panes: a port for each, which a client drives as if it were its own worker. */
import type { WorkerLike } from './client';
import type { FileMessage, FromPane, PaneName, ToEngine, ToPane, ToWorker } from './messages';
import { Watchdog, type WatchdogHost } from './watchdog';

/** The part of a Worker that the ports use. */
export interface PanesWorker {
  postMessage(message: ToEngine): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromPane>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

type Comparison = Extract<FromPane, { kind: 'comparison' }>;

export class WorkerPorts {
  private worker: PanesWorker | null = null;
  private readonly ports = new Map<PaneName, Port>();
  private readonly watchdog: Watchdog;
  private readonly files: FileMessage[] = [];

  /** `create` makes a worker that has this message already: a posted one may wait for as long as the page is busy. */
  constructor(
    private readonly create: (first: ToEngine) => PanesWorker,
    private readonly compared: (comparison: Comparison) => void,
    host: Omit<WatchdogHost, 'ping'>,
  ) {
    this.watchdog = new Watchdog({ ...host, ping: () => this.worker?.postMessage({ kind: 'ping' }) });
  }

  /** A port of the worker that runs now; where there is none, of one that its first message starts. */
  open(pane: PaneName): WorkerLike {
    let worker = this.worker;
    const port = new Port(
      (message) => {
        worker ??= this.worker;
        if (worker === null) worker = this.start({ pane, message });
        else worker.postMessage({ pane, message });
        if (worker === this.worker) this.watchdog.sent();
      },
      () => {
        if (worker !== null) this.close(worker, pane);
      },
    );
    this.ports.set(pane, port);
    return port;
  }

  /** Ends the worker without notifying the clients: a port that is opened afterwards starts a fresh one. */
  abandon(): void {
    if (this.worker !== null) this.end(this.worker);
  }

  /** Gives the worker, and every one that takes its place, a file: before the next run that is asked for. */
  giveFile(message: FileMessage): void {
    this.files.push(message);
    this.worker?.postMessage(message);
  }

  private start(first: ToPane): PanesWorker {
    const { files } = this;
    const worker = this.create(files.length === 0 ? first : { kind: 'ping' });
    if (files.length > 0) for (const message of [...files, first]) worker.postMessage(message);
    this.worker = worker;
    worker.onmessage = ({ data }) => {
      this.watchdog.received(data.kind === 'pong' && !data.busy);
      if (data.kind === 'comparison') this.compared(data);
      else if (data.kind === 'pane') this.ports.get(data.pane)?.onmessage?.({ data: data.message } as MessageEvent);
    };
    // What ends the worker ends it for both: each client gets the error, and starts afresh with its next run.
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

  /** One client is done with the worker: the other's part of it dies with it, and gets an error. */
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
    this.watchdog.stop();
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
