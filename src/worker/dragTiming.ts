/** When runs were requested and what they sent when: what a scheduler decides by while a slider moves. All times in milliseconds. */

/** Runs that follow one another within this are a drag. */
const DRAG_MS = 250;
/** How long a run that has been overtaken may still work on its picture. */
const GRACE_MS = 50;
/** Also where it is not known yet how long pictures take: one is finished when there has been none for so long. */
const STARVED_MS = 200;
/** But not one that would hold up the newest settings for longer than this. */
const LONGEST_GRACE_MS = 1000;
/** In a drag the sentence's numbers, which take as long as a picture, are made anew at most this often. */
const SENTENCE_MS = 60;

export class DragTiming {
  /** Whether the newest run came soon after another. */
  isDragging = false;
  private lastRequest = Number.NEGATIVE_INFINITY;
  /** When the last picture was finished, or the wait for one began. */
  private lastPicture = 0;
  /** How long the last picture that was finished took. */
  private pictureTook = 0;
  /** When the numbers of a sentence were last whole. */
  private lastSentence = Number.NEGATIVE_INFINITY;

  runRequested(now: number): void {
    this.isDragging = now - this.lastRequest < DRAG_MS;
    this.lastRequest = now;
  }

  workBegun(now: number): void {
    this.lastPicture = now;
  }

  pictureDone(now: number, runBegun: number): void {
    this.lastPicture = now;
    this.pictureTook = now - runBegun;
  }

  sentenceDone(now: number): void {
    this.lastSentence = now;
  }

  hasRecentSentence(now: number): boolean {
    return now - this.lastSentence < SENTENCE_MS;
  }

  /** How long a run may work on its picture though a newer one, of the same size or not, waits. */
  grace(isSameSize: boolean, now: number): number {
    // A drag goes on as it began: dropped at 50 ms, every run of a large network would be half a picture that nobody sees.
    const isSlow = isSameSize && this.pictureTook > GRACE_MS;
    return isSlow || now - this.lastPicture > STARVED_MS ? LONGEST_GRACE_MS : GRACE_MS;
  }
}
