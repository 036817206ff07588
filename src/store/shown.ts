/** What of the runs is on screen: the picture, the text and the views may each show a newer run than the next. */
import type { RunResult } from './runResult';

/** `picture`: the heatmaps; `text`: words and curves; `views`: the views beside the picture. */
export type Part = 'picture' | 'text' | 'views';

export interface ShownRun {
  /** Null before there is one. Filled in place, so that the same run may show more with a later revision. */
  readonly run: RunResult | null;
  /** Goes up with what is shown of the run, and from run to run: of the picture with every column, of the others with every update. */
  readonly revision: number;
}

export type Shown = Readonly<Record<Part, ShownRun>>;

const NO_RUN: ShownRun = { run: null, revision: 0 };

export const NOTHING_SHOWN: Shown = { picture: NO_RUN, text: NO_RUN, views: NO_RUN };

/** What is shown once this part has been brought up to the newest run. Text comes with its picture; the views follow the text. */
export function withPart(part: Part, { picture, text, views }: Shown, newest: RunResult | null): Shown {
  const newestPicture = { run: newest, revision: newest?.picture ?? picture.revision };
  switch (part) {
    case 'picture':
      return { picture: newestPicture, text, views };
    case 'text':
      return { picture: newestPicture, text: { run: newest, revision: text.revision + 1 }, views };
    case 'views':
      return { picture, text, views: text };
  }
}
