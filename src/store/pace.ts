/**
 * How often the page is told of what has come. The heatmaps follow with every frame, all else at every third: words and curves that
 * change sixty times a second can be read by nobody, and drawing them would cost a moving slider every other of its pictures.
 */

/** Frames from one telling of all to the next, at least; and at most, where what there is to tell is still half a sentence. */
const FRAMES = 3;
const PATIENCE = 8;

export class Pace {
  /** Whether something has come that they have not been told of: the heatmaps, all others. */
  private fresh = false;
  private behind = false;
  /** Whether the heatmaps have been told in this frame. */
  private told = false;
  /** Frames until all others may be told again, and until they must. */
  private rest = 0;
  private patience = 0;
  private waiting = false;

  /** `frame` runs its argument at the next frame; `isWhole` tells whether the newest run has all that the sentence needs. */
  constructor(
    private readonly frame: (then: () => void) => void,
    private readonly isWhole: () => boolean,
    private readonly tell: (whom: 'heatmaps' | 'all') => void,
  ) {}

  /** Columns of the heatmaps have come: the first of a frame are told at once, so that a slider's picture does not wait for another. */
  columns(): void {
    this.fresh = true;
    this.behind = true;
    if (!this.told) this.tellHeatmaps();
    this.wait();
  }

  /** Anything else has come. */
  news(): void {
    this.behind = true;
    this.wait();
  }

  /** Tells all of what they have not been told, at once: a whole sentence, before a newer run begins another, or the end. */
  catchUp(): void {
    if (!this.behind) return;
    this.told ||= this.fresh;
    this.fresh = false;
    this.behind = false;
    this.rest = FRAMES;
    this.patience = PATIENCE;
    this.tell('all');
    this.wait();
  }

  private tellHeatmaps(): void {
    this.fresh = false;
    this.told = true;
    this.tell('heatmaps');
  }

  private wait(): void {
    if (this.waiting) return;
    this.waiting = true;
    this.frame(() => {
      this.waiting = false;
      if (this.rest > 0) this.rest--;
      if (this.patience > 0) this.patience--;
      if (this.rest === 0 && (this.isWhole() || this.patience === 0)) this.catchUp();
      else if (this.fresh) this.tellHeatmaps();
      // What was told here is in this frame: the next columns are the first of the frame to come.
      this.told = false;
      if (this.rest > 0 || this.behind) this.wait();
    });
  }
}
