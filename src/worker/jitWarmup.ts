/**
 * The first dozen pictures take up to ten times as long as later ones: V8 compiles only what has run often. So while nobody waits for
 * anything, some pictures are computed that nobody sees, and the first slider that moves finds its code compiled.
 */
import { Pipeline } from '../engine/pipeline';
import type { Settings } from '../settings/settings';
import { type Host, SLICE_MS } from './scheduler';

/** After the first run: the page is still being drawn, which is worth more. */
const DELAY_MS = 100;
const ROUNDS = 12;
const LONGEST_MS = 400;
/** N² · T of networks whose first run compiles all that it needs by itself. */
const LARGE = 1e6;

export class JitWarmup {
  private isBegun = false;
  private isOver = false;
  private settings: Settings | null = null;

  constructor(private readonly host: Pick<Host, 'now' | 'turn' | 'after'>) {}

  /** A run is requested; after the second one the code is warm. */
  runRequested(settings: Settings): void {
    if (this.settings !== null) this.isOver = true;
    this.settings = settings;
  }

  /** The run is done. */
  runDone(): void {
    if (this.isBegun) return;
    this.isBegun = true;
    this.host.after(DELAY_MS, () => void this.run());
  }

  private async run(): Promise<void> {
    const { host, settings } = this;
    if (settings === null || this.isOver || settings.hiddenSize ** 2 * settings.steps > LARGE) return;
    const pipeline = new Pipeline();
    const start = host.now();
    let sliceStart = start;
    try {
      for (let round = 1; round <= ROUNDS; round++) {
        // As a slider would: another network each time, so that nothing is kept from one to the next.
        for (const batch of pipeline.run({ ...settings, forgetBias: settings.forgetBias + round / ROUNDS })) {
          if (host.now() - sliceStart > SLICE_MS) {
            await host.turn();
            sliceStart = host.now();
          }
          if (this.isOver || sliceStart - start > LONGEST_MS) return;
          if (batch && batch.kind === 'stage' && batch.stage === 'ledger') break;
        }
      }
    } catch {
      // What cannot be computed has been reported by the run itself.
    }
  }
}
