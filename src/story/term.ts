/** `term`: as a heading. `spellings`: in lower case; the longest that fits a text wins. */
export const term = <I extends string>(id: I, heading: string, spellings: readonly string[]) => ({
  id,
  term: heading,
  spellings,
});

export interface Explanation {
  readonly plain: string;
  readonly formula: string | null;
}
