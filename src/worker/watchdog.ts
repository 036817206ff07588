/**
 * Notices a worker that has ended without an error, or never began. While it has not answered it is asked for a sign of life, which it gives
 * between two slices of its work: a long run is no silence.
 */

export interface WatchdogHost {
  /** Calls `then` after so many milliseconds. Returns a function that calls it off. */
  readonly after: (ms: number, then: () => void) => () => void;
  /** Asks the worker for a sign of life. */
  readonly ping: () => void;
  /** Called when the worker has been silent for too long, and when it answers after all. */
  readonly onSilence: (silent: boolean) => void;
}

const TICK_MS = 1000;
/**
 * Ticks without a sign of life that are a silence. Ticks and not time: a page that is frozen, in the background or too busy to answer gets
 * few of them, and its worker may be no better off.
 */
const SILENCE = 5;

export class Watchdog {
  /** Ends the wait for the next tick; null where no answer is awaited. */
  private cancel: (() => void) | null = null;
  /** Ticks since the last sign of life. */
  private ticks = 0;
  private silent = false;
  /** Whether something was sent after the last ping: the answer to that ping does not cover it. */
  private hasSentSincePing = false;

  constructor(private readonly host: WatchdogHost) {}

  /** A message has been sent that the worker is to answer. */
  sent(): void {
    this.hasSentSincePing = true;
    if (this.cancel !== null) return;
    this.ticks = 0;
    this.wait();
  }

  /** A message has come from the worker; `isDone` where it says that everything has been answered. */
  received(isDone: boolean): void {
    this.ticks = 0;
    this.setSilent(false);
    if (isDone && !this.hasSentSincePing) this.stopTicking();
  }

  /** There is no worker any more. */
  stop(): void {
    this.stopTicking();
    this.setSilent(false);
  }

  private wait(): void {
    this.cancel = this.host.after(TICK_MS, () => {
      this.wait();
      if (this.ticks === 0) {
        this.hasSentSincePing = false;
        this.host.ping();
      }
      this.ticks++;
      if (this.ticks > SILENCE) this.setSilent(true);
    });
  }

  private stopTicking(): void {
    this.cancel?.();
    this.cancel = null;
  }

  private setSilent(silent: boolean): void {
    if (silent === this.silent) return;
    this.silent = silent;
    this.host.onSilence(silent);
  }
}
