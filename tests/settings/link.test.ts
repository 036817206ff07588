/** The link: whatever the page can hold goes into it and comes back; whatever comes in is taken, or named in a notice. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLink, encodeLink, LINK_VERSION } from '../../src/settings/link';
import type { Settings } from '../../src/settings/settings';
import { DEFAULTS, SETTING_KEYS, SPECS } from '../../src/settings/specs';
import { anySettings } from '../engine/anySettings';

const pane = (changes: Partial<Settings> = {}): Settings => ({ ...DEFAULTS, ...changes });

describe('round trip', () => {
  it('of any one pane', () => {
    fc.assert(
      fc.property(anySettings(), (settings) => {
        expect(decodeLink(encodeLink([settings]))).toEqual({ panes: [settings], notices: [] });
      }),
      { numRuns: 500, seed: 5 },
    );
  });

  it('of any two panes, the second as its differences', () => {
    fc.assert(
      fc.property(anySettings(), anySettings(), (first, second) => {
        expect(decodeLink(encodeLink([first, second]))).toEqual({ panes: [first, second], notices: [] });
      }),
      { numRuns: 300, seed: 6 },
    );
  });

  it('of two panes that are the same', () => {
    expect(encodeLink([DEFAULTS, DEFAULTS])).toBe('#v=1&panes=2');
    for (const settings of [DEFAULTS, pane({ forgetBias: 5 })]) {
      expect(decodeLink(encodeLink([settings, settings]))).toEqual({ panes: [settings, settings], notices: [] });
    }
  });

  it('through a browser’s address bar, which may escape what is legal', () => {
    fc.assert(
      fc.property(anySettings(), (settings) => {
        const hash = new URL(`https://example.org/page/${encodeLink([settings])}`).hash;
        expect(decodeLink(hash).panes).toEqual([settings]);
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  it.each(['%%', '100 % + 1 & more = #1', 'a\nb\r\n\tc', '👩‍👩‍👧 ½ −  ', '%41%zz', ';,/?:@', 'v=2&bf=9'])(
    'of the text %j',
    (text) => {
      expect(decodeLink(encodeLink([pane({ text, input: 'text' })]))).toEqual({
        panes: [pane({ text, input: 'text' })],
        notices: [],
      });
    },
  );
});

describe('what a link looks like', () => {
  it('leaves defaults out and states its version', () => {
    expect(encodeLink([DEFAULTS])).toBe(`#v=${LINK_VERSION}`);
    expect(encodeLink([pane({ forgetBias: 5, spectralRadius: 2 })])).toBe('#v=1&r=2&bf=5');
  });

  it('stores a second pane as its differences, and is readable', () => {
    const first = pane({ forgetBias: 5, cuts: ['R_z', 'R_i'] });
    expect(encodeLink([first, { ...first, network: 'rnn' }])).toBe('#v=1&bf=5&cut=R_z,R_i&2.net=rnn');
    expect(encodeLink([first, { ...first, cuts: [], forgetBias: DEFAULTS.forgetBias }])).toContain('2.cut=');
  });

  it('has one key for each setting', () => {
    const keys = SETTING_KEYS.map((key) => SPECS[key].urlKey);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).not.toContain('v');
    for (const key of keys) expect(key).toMatch(/^[A-Za-z][A-Za-z0-9]*$/);
  });
});

describe('what a link may hold by mistake', () => {
  const decoded = (hash: string): { settings: Settings; notices: readonly string[] } => {
    const { panes, notices } = decodeLink(hash);
    expect(panes).toHaveLength(1);
    return { settings: panes[0], notices };
  };

  it('nothing at all is the defaults', () => {
    for (const hash of ['', '#', '#v=1', '#&&&']) expect(decoded(hash)).toEqual({ settings: DEFAULTS, notices: [] });
  });

  const wrong: readonly (readonly [string, string])[] = [
    ['bogus=1', 'bogus'],
    ['bf=abc', 'bf'],
    ['bf=99', 'outside'],
    ['bf=', 'bf'],
    ['bf=NaN', 'bf'],
    ['bf=Infinity', 'bf'],
    ['bf=0x10', 'bf'],
    ['N=3.5', 'whole'],
    ['N=0', 'outside'],
    ['N=257', 'outside'],
    ['T=1e9', 'outside'],
    ['net=gru', 'gru'],
    ['peep=yes', 'yes'],
    ['3.bf=1', '3.bf'],
    ['1.bf=1', '1.bf'],
    ['0.bf=1', '0.bf'],
    ['__proto__=1', '__proto__'],
    ['bf=%E0%A4%A', 'bf'],
    ['panes=3', 'panes'],
  ];
  it.each(wrong)('“%s” is named, and the rest kept', (part, named) => {
    const { settings, notices } = decoded(`#v=1&r=2&${part}&seed=7`);
    expect(settings).toEqual(pane({ spectralRadius: 2, seed: 7 }));
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain(named);
  });

  it('a unit that the network does not have is named where it matters', () => {
    const { settings, notices } = decoded('#v=1&dir=unit&unit=40');
    expect(settings).toEqual(pane({ lossDirection: 'unit' }));
    expect(notices).toHaveLength(1);
    expect(decoded('#v=1&unit=40').notices).toEqual([]);
  });

  it('an edge that does not exist is named, and the other cuts are kept', () => {
    const { settings, notices } = decoded('#v=1&cut=R_z,R_q,cec');
    expect(settings).toEqual(pane({ cuts: ['cec', 'R_z'] }));
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain('R_q');
  });

  it('a wrong value in the second pane leaves the first pane’s', () => {
    const { panes, notices } = decodeLink('#v=1&bf=5&2.bf=abc&2.r=2');
    expect(panes).toEqual([pane({ forgetBias: 5 }), pane({ forgetBias: 5, spectralRadius: 2 })]);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain('2.bf');
  });

  it('a key twice: the last one that can be used counts, and the notice tells the truth', () => {
    expect(decoded('#bf=5&bf=6').settings.forgetBias).toBe(6);
    const { settings, notices } = decoded('#bf=5&bf=abc');
    expect(notices[0]).toContain(`${DEFAULTS.forgetBias} is used instead`);
    expect(settings.forgetBias).toBe(DEFAULTS.forgetBias);
  });

  it('a version that this page does not know is said, and read as far as it goes', () => {
    for (const version of ['2', '0', 'x', '', '1.5']) {
      const { settings, notices } = decoded(`#v=${version}&bf=5`);
      expect(settings.forgetBias).toBe(5);
      expect(notices).toHaveLength(1);
      expect(notices[0]).toContain('version');
    }
  });

  it('any string at all: never throws, always gives valid settings', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        'v=1',
        'bf=3',
        '&',
        '=',
        '#',
        '%',
        '%E0%A4',
        '2.',
        '2.bf=',
        'cut=',
        'N=8',
        'unit=200',
        '%00',
        'text=',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const { panes, notices } = decodeLink(`#${pieces.join('&')}`);
        expect(panes.length).toBeGreaterThanOrEqual(1);
        for (const notice of notices) expect(notice.length).toBeLessThan(300);
        for (const settings of panes)
          expect(decodeLink(encodeLink([settings]))).toEqual({ panes: [settings], notices: [] });
      }),
      { numRuns: 500, seed: 8 },
    );
  });
});
