/** Damaged files: a reader gives a model or one sentence, soon, and throws nothing else. The long run is `npm run soak -- --formats`. */
import { describe, expect, it } from 'vitest';
import { FUZZED, fuzz } from './fuzz';

const FILES = 300;
/** Far above what any takes; a machine under load may be slow. */
const LONGEST_MS = 2000;

describe('damaged files', () => {
  it.each(FUZZED)('$name', async (subject) => {
    const { broken, slowest, refused, read } = await fuzz(subject, FILES);
    expect(broken).toEqual([]);
    expect(slowest).toBeLessThan(LONGEST_MS);
    expect(refused + read).toBe(FILES);
    // Neither do all mutations miss, nor do all hit.
    expect(refused).toBeGreaterThan(FILES / 10);
    expect(read).toBeGreaterThan(0);
  });
});
