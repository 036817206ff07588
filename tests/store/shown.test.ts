/** How the parts of the page are brought up to the newest run. */
import { describe, expect, it } from 'vitest';
import { NOTHING_SHOWN, type Shown, withPart } from '../../src/store/shown';
import { onScreen, resultOf, SMALL } from './results';

const first = resultOf(SMALL);
const second = resultOf({ ...SMALL, forgetBias: 1 }, first);
const runIds = ({ picture, text, views }: Shown): (number | undefined)[] =>
  [picture, text, views].map(({ run }) => run?.runId);

describe('withPart', () => {
  it('brings up the picture alone', () => {
    const shown = withPart('picture', onScreen(first), second);
    expect(runIds(shown)).toEqual([2, 1, 1]);
    expect(shown.text).toEqual({ run: first, revision: 1 });
  });

  it('brings up the text together with its picture, with a new revision', () => {
    const shown = withPart('text', onScreen(first), second);
    expect(runIds(shown)).toEqual([2, 2, 1]);
    expect(shown.text.revision).toBe(2);
  });

  it('brings the views up to the text, not to a run of which only the picture is shown', () => {
    const shown = withPart('views', withPart('picture', onScreen(first), second), second);
    expect(runIds(shown)).toEqual([2, 1, 1]);
    expect(shown.views).toBe(shown.text);
  });

  it('gives the picture a new revision with new columns only', () => {
    const shown = withPart('text', NOTHING_SHOWN, first);
    expect(shown.picture.revision).toBe(first.picture);
    expect(withPart('text', shown, first).picture.revision).toBe(shown.picture.revision);
    expect(withPart('picture', shown, second).picture.revision).toBeGreaterThan(shown.picture.revision);
  });
});
