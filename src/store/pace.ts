/**
 * How often the page is told of what has come. The heatmaps follow with every frame, words and curves at every third, and the views
 * beside them a frame after those: what changes sixty times a second can be read by nobody, and drawing all of it in one frame would
 * cost a moving slider its next picture.
 */

/** Frames in which the first picture of all is shown, before anything else is drawn. */
const OPENING = 2;
/** Frames from one telling of the words to the next, at least. */
const FRAMES = 3;
/** Frames after which they are told of half a sentence too; and, where a picture is still awaited, without it. */
const PATIENCE = 8;
const LAST = 12;

const NOTHING = (): void => {};

/** Those who are told: the views hear of what the words were told of. */
export type Audience = 'heatmaps' | 'words' | 'views';

export interface Expectation {
  /** Whether the newest run has all that the sentence needs. */
  isWhole(): boolean;
  /** Whether the picture of the newest settings is still on its way: the words are drawn with it, and not in its way. */
  isAwaited(): boolean;
}

export class Pace {
  /** Whether something has come that heatmaps and words have not been told of. */
  private fresh = false;
  private behind = false;
  /** Whether the heatmaps have been told in this frame. */
  private told = false;
  /** Frames until the words may be told again, Infinity before there is a picture; and since they were. */
  private rest = Number.POSITIVE_INFINITY;
  private since = LAST;
  /** 2 until the words are drawn, then 1; 0 where the views know what the words know. */
  private views = 0;
  private waiting = false;
  /** Whether the words have not been told of anything yet; and what is to be done when they are next. */
  private opening = true;
  private after = NOTHING;

  /** `frame` runs its argument at the next frame. */
  constructor(
    private readonly frame: (then: () => void) => void,
    private readonly expectation: Expectation,
    private readonly tell: (whom: Audience) => void,
  ) {}

  /** Whether the views are still to be told of what the words know. */
  get owesViews(): boolean {
    return this.views > 0;
  }

  /** Columns of the heatmaps have come: the first of a frame are told at once, so that a slider's picture does not wait for another. */
  columns(): void {
    this.fresh = true;
    this.behind = true;
    this.tellWhoIsDue();
    if (this.rest === Number.POSITIVE_INFINITY) {
      this.rest = OPENING;
      // The first sentence is waited for like any other: half of it would be seen to grow.
      this.since = 0;
    }
    this.wait();
  }

  /** Anything else has come. */
  news(): void {
    this.behind = true;
    this.wait();
  }

  /**
   * Tells the words at once, and does `after`: of a whole sentence, before a newer run begins another, or of the end of a run. Only the
   * first picture of all is shown before.
   */
  settle(after = NOTHING): void {
    this.after = after;
    if (this.opening) return;
    if (this.behind) this.tellWords();
    else this.doAfter();
    this.wait();
  }

  /** One of them at a time, so that no frame is long; and whoever it is, with the newest picture. */
  private tellWhoIsDue(): void {
    const awaited = this.since < LAST && this.expectation.isAwaited();
    if (this.views === 1 && !awaited) this.tellViews();
    else if (this.rest === 0 && this.behind && !awaited && this.areWordsReady()) this.tellWords();
    else if (!this.told) this.tellHeatmaps();
  }

  private areWordsReady(): boolean {
    return this.since >= PATIENCE || this.expectation.isWhole();
  }

  private tellWords(): void {
    this.told ||= this.fresh;
    this.fresh = false;
    this.behind = false;
    this.opening = false;
    this.rest = FRAMES;
    this.since = 0;
    // The frame that is under way, or else the next, draws the words: the views follow in the one after it.
    if (this.views === 0) this.views = 2;
    this.tell('words');
    this.doAfter();
  }

  private tellViews(): void {
    this.tellHeatmaps();
    this.views = 0;
    this.tell('views');
  }

  private tellHeatmaps(): void {
    if (!this.fresh) return;
    this.fresh = false;
    this.told = true;
    this.tell('heatmaps');
  }

  private doAfter(): void {
    const { after } = this;
    this.after = NOTHING;
    after();
  }

  private wait(): void {
    if (this.waiting || this.rest === Number.POSITIVE_INFINITY) return;
    this.waiting = true;
    this.frame(() => {
      this.waiting = false;
      this.told = false;
      this.since++;
      if (this.rest > 0) this.rest--;
      this.tellWhoIsDue();
      if (this.views > 1) this.views--;
      // What was told here is in this frame: the next columns are the first of the frame to come.
      this.told = false;
      if (this.rest > 0 || this.behind || this.views > 0) this.wait();
    });
  }
}
