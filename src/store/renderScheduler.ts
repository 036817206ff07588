/**
 * Which part of the page is drawn when. The heatmaps follow with every frame, text (words and curves) with every third, and the views
 * beside them a frame after the text: what changes sixty times a second can be read by nobody, and drawing all of it in one frame would
 * cost a moving slider its next picture.
 *
 * Not by useDeferredValue: React cannot see which picture is awaited, nor of half a sentence, and runs are filled in place, so that
 * an older revision holds nothing back. With it a drag of 200 inputs took a quarter more time of the main thread (2.4 s for 1.9 s).
 */
import type { Part } from './shown';

/** Frames in which the first picture of all is shown, before anything else is drawn. */
const OPENING_FRAMES = 2;
/** Frames from one text to the next, at least. */
const TEXT_FRAMES = 3;
/** Frames after which half a sentence is shown too; and, where a picture is still awaited, text and views without it. */
const HALF_SENTENCE_FRAMES = 8;
const AWAITED_FRAMES = 12;

const NOTHING = (): void => {};

/** What the scheduler asks about the newest run. */
export interface NewestRun {
  /** Whether it has all that the sentence needs. */
  isWhole(): boolean;
  /** Whether the picture of the newest settings is still on its way. */
  isAwaited(): boolean;
}

/** What the priorities are decided by. */
interface Moment {
  /** The parts that something has arrived for since they were shown. */
  readonly outdated: ReadonlySet<Part>;
  /** Frames since the text was shown, or since the first picture of all. */
  readonly framesSinceText: number;
  readonly hasText: boolean;
  /** Whether the text that is shown has had a frame to be drawn in. */
  readonly isTextDrawn: boolean;
  /** Whether the coming frame has a picture already. */
  readonly hasPicture: boolean;
  readonly isWhole: boolean;
  /** Whether text and views would stand in the way of the picture of newer settings. */
  readonly isHeldUp: boolean;
}

/** One part at a time, so that no frame is long: the first of these that is due. */
const PRIORITIES: readonly { readonly part: Part; readonly isDue: (now: Moment) => boolean }[] = [
  {
    part: 'views',
    isDue: ({ outdated, isTextDrawn, isHeldUp }) => outdated.has('views') && isTextDrawn && !isHeldUp,
  },
  {
    part: 'text',
    isDue: ({ outdated, hasText, framesSinceText, isWhole, isHeldUp }) =>
      outdated.has('text') &&
      !isHeldUp &&
      framesSinceText >= (hasText ? TEXT_FRAMES : OPENING_FRAMES) &&
      (isWhole || framesSinceText >= HALF_SENTENCE_FRAMES),
  },
  { part: 'picture', isDue: ({ outdated, hasPicture }) => outdated.has('picture') && !hasPicture },
];

export class RenderScheduler {
  private readonly outdated = new Set<Part>();
  /** Null before there is a picture. */
  private framesSinceText: number | null = null;
  private hasText = false;
  private isTextDrawn = false;
  private hasPicture = false;
  private isFrameRequested = false;
  /** What is to be done when the first text has been shown. */
  private afterText = NOTHING;

  /** `frame` runs its argument at the next frame; `show` brings a part up to the newest run, the text together with the picture. */
  constructor(
    private readonly frame: (then: () => void) => void,
    private readonly newest: NewestRun,
    private readonly show: (part: Part) => void,
  ) {}

  /** Whether the views still show what the text has gone on from. */
  get areViewsOutdated(): boolean {
    return this.outdated.has('views');
  }

  /** Columns of the picture have arrived: the first of a frame are shown at once, so that a slider's picture does not wait for another. */
  columnsArrived(): void {
    this.outdated.add('picture');
    this.outdated.add('text');
    // The first sentence is waited for like any other: half of it would be seen to grow.
    this.framesSinceText ??= 0;
    this.showWhatIsDue();
    this.requestFrame();
  }

  /** Anything else has arrived. */
  dataArrived(): void {
    this.outdated.add('text');
    this.requestFrame();
  }

  /**
   * Shows the text at once, then calls `then`: of a whole sentence, before a newer run begins another, or of the end of a run. Only the
   * first picture of all is shown before.
   */
  showTextNow(then = NOTHING): void {
    this.afterText = then;
    if (!this.hasText) return;
    if (this.outdated.has('text')) this.showPart('text');
    else this.callAfterText();
    this.requestFrame();
  }

  private showWhatIsDue(): void {
    const now = this.moment();
    const due = PRIORITIES.find(({ isDue }) => isDue(now));
    if (due !== undefined) this.showPart(due.part);
  }

  private moment(): Moment {
    const { outdated, hasText, isTextDrawn, hasPicture, newest } = this;
    const framesSinceText = this.framesSinceText ?? 0;
    const isHeldUp = framesSinceText < AWAITED_FRAMES && newest.isAwaited();
    return { outdated, framesSinceText, hasText, isTextDrawn, hasPicture, isWhole: newest.isWhole(), isHeldUp };
  }

  /** Whichever part it is, it comes with the newest picture. */
  private showPart(part: Part): void {
    if (part === 'views' && this.outdated.has('picture')) this.showPart('picture');
    if (this.outdated.delete('picture')) this.hasPicture = true;
    if (part === 'text') {
      this.framesSinceText = 0;
      this.hasText = true;
      // Views that are late already do not wait for another text to be drawn.
      if (!this.outdated.has('views')) this.isTextDrawn = false;
      this.outdated.add('views');
    }
    this.outdated.delete(part);
    this.show(part);
    if (part === 'text') this.callAfterText();
  }

  private callAfterText(): void {
    const { afterText } = this;
    this.afterText = NOTHING;
    afterText();
  }

  private requestFrame(): void {
    if (this.isFrameRequested || this.framesSinceText === null) return;
    this.isFrameRequested = true;
    this.frame(() => this.runFrame());
  }

  private runFrame(): void {
    this.isFrameRequested = false;
    this.hasPicture = false;
    this.framesSinceText = (this.framesSinceText ?? 0) + 1;
    this.showWhatIsDue();
    // What was shown here is in this frame: the next columns are the first of the frame to come.
    this.hasPicture = false;
    this.isTextDrawn = true;
    if (this.outdated.size > 0 || this.framesSinceText < TEXT_FRAMES) this.requestFrame();
  }
}
