/**
 * Notices a worker that has ended without an error, or never began. While it has not answered it is asked for a sign of life, which it gives
 * between two slices of its work: a long run is no silence.
 */

export interface Pulse {
  /** Calls `then` after so many milliseconds. Returns a function that calls it off. */
  readonly after: (ms: number, then: () => void) => () => void;
  /** Asks the worker for a sign of life. */
  readonly ping: () => void;
  /** Told when the worker has been silent for too long, and when it answers after all. */
  readonly tell: (silent: boolean) => void;
}

const TICK_MS = 1000;
/**
 * Ticks without a sign of life that are a silence. Ticks and not time: a page that is frozen, in the background or too busy to hear gets
 * few of them, and its worker may be no better off.
 */
const SILENCE = 5;

export class Watchdog {
  /** Ends the wait for the next tick; null where no answer is awaited. */
  private cancel: (() => void) | null = null;
  /** Ticks since the last sign of life. */
  private ticks = 0;
  private silent = false;
  /** Whether something was asked after the last ping, of which its answer knows nothing. */
  private askedSince = false;

  constructor(private readonly pulse: Pulse) {}

  /** Something is asked of the worker. */
  asked(): void {
    this.askedSince = true;
    if (this.cancel !== null) return;
    this.ticks = 0;
    this.wait();
  }

  /** The worker has said something; `isDone` where it says that it has answered everything. */
  heard(isDone: boolean): void {
    this.ticks = 0;
    this.beSilent(false);
    if (isDone && !this.askedSince) this.rest();
  }

  /** There is no worker any more. */
  stop(): void {
    this.rest();
    this.beSilent(false);
  }

  private wait(): void {
    this.cancel = this.pulse.after(TICK_MS, () => {
      this.wait();
      if (this.ticks === 0) {
        this.askedSince = false;
        this.pulse.ping();
      }
      this.ticks++;
      if (this.ticks > SILENCE) this.beSilent(true);
    });
  }

  private rest(): void {
    this.cancel?.();
    this.cancel = null;
  }

  private beSilent(silent: boolean): void {
    if (silent === this.silent) return;
    this.silent = silent;
    this.pulse.tell(silent);
  }
}
