/** What becomes of a link on its way: whatever programs and people make of it, it is the same link when it arrives. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkIn } from '../../src/settings/address';
import { decodeLink, encodeLink } from '../../src/settings/link';
import { LINK_NAMES, linkName } from '../../src/settings/linkNames';
import type { Settings } from '../../src/settings/settings';
import { DEFAULTS, SETTING_KEYS } from '../../src/settings/specs';
import { anySettings } from '../engine/anySettings';
import { LEGACY_ENTITIES, unescapeHtml } from './legacyEntities';
import corpus from './version1.json';

const withText = (text: string): Settings => ({ ...DEFAULTS, input: 'text', text });

/** Texts of what is at risk: signs at the end, escapes inside, entities, emphasis. */
const riskyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '.',
          ')',
          '*',
          '_',
          '~',
          '!',
          '?',
          ',',
          "'",
          '"',
          ';',
          ':',
          '-',
          '+',
          ' ',
          '%',
          '#',
          '&',
          '=',
          '/',
          '(',
          '&amp',
        ],
        ...[
          '%3D',
          '%41',
          '%2541',
          '%',
          '41',
          '&amp;',
          '&not',
          'v=1',
          '#v=3&bf=1',
          ':~:text=',
          '%23',
          '?v=1',
          'é',
          '😀',
          'a',
        ],
      ),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((pieces) => pieces.join(''));

const panes: fc.Arbitrary<readonly Settings[]> = fc.oneof(
  anySettings({ text: riskyText }).map((settings) => [settings]),
  fc.tuple(anySettings({ text: riskyText }), anySettings({ text: riskyText })),
  riskyText.map((text) => [withText(text)]),
);
const crosshair = fc.option(fc.record({ step: fc.nat({ max: 40 }), unit: fc.nat({ max: 40 }) }));

/** What happens to links, and must not matter. */
const HARM: readonly (readonly [string, (link: string) => string])[] = [
  ['left alone', (link) => link],
  ['read to its last letter or digit, as links in chat programs are', (link) => link.replace(/[^\p{L}\p{N}]+$/u, '')],
  ['followed by what ends a sentence, which is then taken off', (link) => `${link}.)”`.replace(/[.)”]+$/, '')],
  ['unescaped as HTML', unescapeHtml],
  ['escaped as HTML', (link) => link.replaceAll('&', '&amp;')],
  ['escaped as HTML twice', (link) => link.replaceAll('&', '&amp;amp;')],
  ['percent-encoded once more', (link) => `#${encodeURIComponent(link.slice(1))}`],
  ['percent-encoded twice more', (link) => `#${encodeURIComponent(encodeURIComponent(link.slice(1)))}`],
  ['percent-encoded as an address', (link) => `#${encodeURI(link.slice(1))}`],
  ['percent-encoded as an address, and unescaped', (link) => unescapeHtml(`#${encodeURI(link.slice(1))}`)],
  ['a query', (link) => `https://example.org/page/?${link.slice(1)}`],
  ['a query with what networks add', (link) => `https://example.org/?utm_source=x&${link.slice(1)}&fbclid=IwAR_-9`],
  ['a query percent-encoded', (link) => `/?${encodeURIComponent(link.slice(1))}`],
  ['behind a query that is no link', (link) => `https://example.org/?utm_source=x&theme=dark${link}`],
  ['without its #', (link) => link.slice(1)],
  ['with its # encoded', (link) => `https://example.org/${encodeURIComponent('#')}${link.slice(1)}`],
  ['inside another address', (link) => `https://t.example/?to=${encodeURIComponent(`https://example.org/${link}`)}`],
  ['through an address bar', (link) => new URL(`https://example.org/page/${link}`).href],
  ['with a passage of text', (link) => `https://example.org/${link}:~:text=gradient`],
  ['between spaces', (link) => ` ${link}\n`],
];

describe('a link of this page', () => {
  it.each(HARM)('survives being %s', (_, harm) => {
    fc.assert(
      fc.property(panes, crosshair, (shown, at) => {
        const link = encodeLink(shown, at);
        const whole = decodeLink(link);
        expect(whole.panes).toEqual(shown);
        expect(whole.notices).toEqual([]);
        expect(linkIn(harm(link))).toBe(link);
        expect(decodeLink(harm(link))).toEqual(whole);
      }),
      { numRuns: 120, seed: 12 },
    );
  });

  it('ends in a letter or a digit, and has nothing in it that means emphasis', () => {
    fc.assert(
      fc.property(panes, crosshair, (shown, at) => {
        expect(encodeLink(shown, at)).toMatch(/^#[\w=&%.,+-]*[A-Za-z0-9]$/);
      }),
      { numRuns: 500, seed: 13 },
    );
    expect(encodeLink([withText('_a_ *b*')])).toBe('#v=3&in=text&text=%5Fa%5F+%2Ab%2A');
    expect(encodeLink([withText('The end.')])).toBe('#v=3&in=text&text=The+end%2E');
    expect(encodeLink([withText('a b ')])).toBe('#v=3&in=text&text=a+b%20');
    expect(encodeLink([withText('')])).toBe('#v=3&in=text&text=&panes=1');
    const first: Settings = { ...DEFAULTS, cuts: ['R_z'] };
    expect(encodeLink([first, DEFAULTS])).toBe('#v=3&cut=R_z&2.cut=&panes=2');
  });

  it('has no name that begins like a character reference of HTML', () => {
    expect(LEGACY_ENTITIES.size).toBe(106);
    const hit = LINK_NAMES.flatMap((name) =>
      [...LEGACY_ENTITIES.keys()].filter((entity) => name.startsWith(entity)).map((entity) => `${name}: ${entity}`),
    );
    expect(hit).toEqual([]);
    // So it was in version 1.
    expect(unescapeHtml('#v=1&bf=1&amp=5&notation=lipton')).toBe('#v=1&bf=1&=5¬ation=lipton');
  });

  it('has no name that differs from another in nothing but its case', () => {
    expect(LINK_NAMES).toHaveLength(4 + 2 * SETTING_KEYS.length);
    expect(new Set(LINK_NAMES.map((name) => name.toLowerCase())).size).toBe(LINK_NAMES.length);
    for (const name of LINK_NAMES) expect(linkName(name.toUpperCase())).toEqual(linkName(name));
  });
});

describe('a link of version 1', () => {
  it.each(corpus.map(({ link }) => link))('%s is found as it is', (link) => {
    expect(linkIn(link)).toBe(link);
    if (link !== '') {
      expect(linkIn(`https://example.org/?${link.slice(1)}`)).toBe(link);
      expect(linkIn(link.replaceAll('&', '&amp;'))).toBe(link);
      expect(linkIn(`#${encodeURIComponent(link.slice(1))}`)).toBe(link);
    }
  });

  it('keeps a percent sign in its text, whatever follows it', () => {
    expect(decodeLink('#v=1&text=%2541%253D').panes[0].text).toBe('%41%3D');
  });

  it('counts code points as it did only where that is something else', () => {
    expect(decodeLink('#v=1&in=text&text=caf%C3%A9').panes[0].characters).toBe('graphemes');
    expect(decodeLink('#v=1&in=text&text=cafe%CC%81').panes[0].characters).toBe('codePoints');
    expect(decodeLink('#v=3&in=text&text=cafe%CC%81').panes[0].characters).toBe('graphemes');
    expect(decodeLink('#in=text&text=cafe%CC%81').panes[0].characters).toBe('graphemes');
    const { panes: both } = decodeLink('#v=1&in=text&text=abc&2.text=%F0%9F%87%AB%F0%9F%87%B7');
    expect(both.map(({ characters }) => characters)).toEqual(['graphemes', 'codePoints']);
  });

  it('has its names of settings read in links without a version too', () => {
    expect(decodeLink('#amp=5&notation=lipton&2.amp=6')).toMatchObject({
      panes: [{ inputStrength: 5, notation: 'lipton' }, { inputStrength: 6 }],
      notices: [],
    });
    expect(decodeLink('#v=3&amp=5').notices).toHaveLength(1);
  });
});

describe('an address', () => {
  it.each([
    ['', ''],
    ['#', ''],
    ['https://example.org/', ''],
    ['https://example.org/?utm_source=x#', ''],
    ['https://example.org/index.html#v=1&bf=1', '#v=1&bf=1'],
    ['/?v=1&bf=1', '#v=1&bf=1'],
    ['?bf=1&fbclid=x', '#bf=1'],
    ['?theme=dark', ''],
    ['/?v=1&bf=1#v=1&bf=2', '#v=1&bf=2'],
    ['/?v=1&bf=1#top', '#v=1&bf=1'],
    ['/?v=1&bff=1', '#v=1&bff=1'],
    ['#foo=1', '#foo=1'],
    ['v=1&text=a#b', '#v=1&text=a#b'],
    ['#v=1&text=a#b', '#v=1&text=a#b'],
    ['#v%3D1%26bf%3D1', '#v=1&bf=1'],
    ['#v%3d1%26bf%3d1', '#v=1&bf=1'],
    ['#v=1%26bf%3D1', '#v=1&bf=1'],
    ['#v=1&amp;bf=1', '#v=1&bf=1'],
    ['#v=1&#38;bf=1', '#v=1&bf=1'],
    ['#%E0%A4%A', '#%E0%A4%A'],
    ['#%3D%', '#%3D%'],
  ])('%j holds %j', (address, link) => {
    expect(linkIn(address)).toBe(link);
  });

  it('of any kind gives a link that is found again', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.webUrl({ withFragments: true })),
        (address) => {
          const link = linkIn(address);
          expect(() => decodeLink(address)).not.toThrow();
          expect(link === '' || link.startsWith('#')).toBe(true);
        },
      ),
      { numRuns: 500, seed: 14 },
    );
  });
});
