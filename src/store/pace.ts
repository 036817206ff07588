/**
 * How often the page is told of what has come. The heatmaps follow with every frame, all else at every third: words and curves that
 * change sixty times a second can be read by nobody, and drawing them would cost a moving slider every other of its pictures.
 */

/** Frames in which the first picture of all is shown, before anything else is drawn. */
const OPENING = 2;
/** Frames from one telling of all to the next, at least; and at most, where what there is to tell is still half a sentence. */
const FRAMES = 3;
const PATIENCE = 8;

const NOTHING = (): void => {};

export class Pace {
  /** Whether something has come that they have not been told of: the heatmaps, all others. */
  private fresh = false;
  private behind = false;
  /** Whether the heatmaps have been told in this frame. */
  private told = false;
  /** Frames until all others may be told again, Infinity before there is a picture; and until they must. */
  private rest = Number.POSITIVE_INFINITY;
  private patience = 0;
  private waiting = false;
  /** Whether all have not been told of anything yet; and what is to be done when they are next. */
  private opening = true;
  private after = NOTHING;

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
    if (this.rest === Number.POSITIVE_INFINITY) this.rest = OPENING;
    this.wait();
  }

  /** Anything else has come. */
  news(): void {
    this.behind = true;
    this.wait();
  }

  /**
   * Tells all at once, and does `after`: of a whole sentence, before a newer run begins another, or of the end of a run. Only the first
   * picture of all is shown before.
   */
  settle(after = NOTHING): void {
    this.after = after;
    if (!this.opening) this.catchUp();
  }

  private catchUp(): void {
    if (this.behind) {
      this.told ||= this.fresh;
      this.fresh = false;
      this.behind = false;
      this.opening = false;
      this.rest = FRAMES;
      this.patience = PATIENCE;
      this.tell('all');
      this.wait();
    }
    const { after } = this;
    this.after = NOTHING;
    after();
  }

  private tellHeatmaps(): void {
    this.fresh = false;
    this.told = true;
    this.tell('heatmaps');
  }

  private wait(): void {
    if (this.waiting || this.rest === Number.POSITIVE_INFINITY) return;
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
