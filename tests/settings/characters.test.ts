/** Characters as a person counts them, alike in every browser. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { charactersOf, countsAlike, firstCharacters, shorten, wellFormed } from '../../src/settings/characters';

describe('characters', () => {
  it.each([
    ['café', 4],
    ['cafe\u0301', 4],
    ['👨‍👩‍👧', 1],
    ['🇫🇷', 1],
    ['🇫🇷🇩🇪', 2],
    ['👍🏽', 1],
    ['\r\n', 1],
    ['\n\r', 2],
    ['a\tb', 3],
    ['한국', 2],
    ['\u1112\u1161\u11ab', 1],
    ['नि', 1],
    ['क्षि', 1],
    ['', 0],
    ['\u0301', 1],
    ['\ud83d', 1],
  ])('%j has %i', (text, count) => {
    expect(charactersOf(text, 'graphemes')).toHaveLength(count);
  });

  it('are composed, so that two ways of writing one are the same', () => {
    expect(charactersOf('e\u0301', 'graphemes')).toEqual(['\u00e9']);
    expect(charactersOf('\u212b', 'graphemes')).toEqual(['\u00c5']);
    expect(charactersOf('e\u0301', 'codePoints')).toEqual(['e', '\u0301']);
  });

  it('of ASCII are its code points', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
        if (!text.includes('\r\n')) expect(charactersOf(text, 'graphemes')).toEqual([...text]);
        expect(charactersOf(text, 'codePoints')).toEqual([...text]);
      }),
      { seed: 11 },
    );
  });

  it('count alike where both ways give the same list', () => {
    for (const text of ['', 'plain', '½ − “x”', 'caf\u00e9', '😀']) expect(countsAlike(text), text).toBe(true);
    for (const text of ['cafe\u0301', '\u212b', '👨‍👩‍👧', '🇫🇷', '\r\n']) expect(countsAlike(text), text).toBe(false);
  });
});

describe('a text that is too long', () => {
  it('is cut between characters, and what is lost is counted', () => {
    expect(firstCharacters('abc', 3, 'graphemes')).toEqual({ text: 'abc', lost: 0 });
    expect(firstCharacters('ab👨‍👩‍👧c🇫🇷', 3, 'graphemes')).toEqual({ text: 'ab👨‍👩‍👧', lost: 2 });
    expect(firstCharacters('ab👨‍👩‍👧', 3, 'codePoints')).toEqual({ text: 'ab👨', lost: 4 });
    expect(firstCharacters('👨‍👩‍👧'.repeat(5), 5, 'graphemes').lost).toBe(0);
  });

  it('is quoted by its beginning', () => {
    expect(shorten('x'.repeat(500))).toBe(`${'x'.repeat(40)}…`);
    expect(shorten('👨‍👩‍👧'.repeat(41))).toBe(`${'👨‍👩‍👧'.repeat(40)}…`);
    expect(shorten('short')).toBe('short');
    expect(wellFormed(shorten(`a${'\u0301'.repeat(638)}😀`))).not.toContain('\ufffd');
    expect(shorten(`e${'\u0301'.repeat(5000)}`).length).toBeLessThan(700);
  });
});

it('half a character becomes U+FFFD, and a whole one stays', () => {
  expect(wellFormed('a\ud83db\ude00c😀')).toBe('a\ufffdb\ufffdc😀');
});
