/** The link: whatever the page can hold goes into it and comes back; whatever comes in is taken, or named in a notice. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openView } from '../../src/settings/depth';
import { decodeLink, encodeLink } from '../../src/settings/link';
import { LINK_VERSION } from '../../src/settings/linkUpgrades';
import type { Settings } from '../../src/settings/settings';
import { DEFAULTS, SETTING_KEYS, SPECS } from '../../src/settings/specs';
import { anySettings } from '../engine/anySettings';

const pane = (changes: Partial<Settings> = {}): Settings => ({ ...DEFAULTS, ...changes });
/** A link that was understood to its end, and selects nothing. */
const clean = (...panes: readonly Settings[]) => ({ panes, crosshair: null, notices: [] });

describe('round trip', () => {
  it('of any one pane', () => {
    fc.assert(
      fc.property(anySettings(), (settings) => {
        expect(decodeLink(encodeLink([settings]))).toEqual(clean(settings));
      }),
      { numRuns: 500, seed: 5 },
    );
  });

  it('of any two panes, the second as its differences', () => {
    fc.assert(
      fc.property(anySettings(), anySettings(), (first, second) => {
        expect(decodeLink(encodeLink([first, second]))).toEqual(clean(first, second));
      }),
      { numRuns: 300, seed: 6 },
    );
  });

  it('of two panes that are the same', () => {
    expect(encodeLink([DEFAULTS, DEFAULTS])).toBe('#v=3&panes=2');
    for (const settings of [DEFAULTS, pane({ forgetBias: 5 })]) {
      expect(decodeLink(encodeLink([settings, settings]))).toEqual(clean(settings, settings));
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
      expect(decodeLink(encodeLink([pane({ text, input: 'text' })]))).toEqual(clean(pane({ text, input: 'text' })));
    },
  );
});

describe('the LSTM’s nonlinearity', () => {
  const relu = pane({ cellActivation: 'relu' });

  it('is in the link where it is not tanh, of either pane', () => {
    expect(encodeLink([relu])).toBe('#v=3&cellact=relu');
    expect(encodeLink([DEFAULTS, relu])).toContain('cellact=relu');
    expect(encodeLink([DEFAULTS])).not.toContain('cellact');
    for (const panes of [[relu], [DEFAULTS, relu], [relu, DEFAULTS]] as const)
      expect(decodeLink(encodeLink(panes))).toEqual(clean(...panes));
  });

  it.each(['#v=3&cellact=ReLU', '#v=3&CELLACT=RELU', '#cellact=relu'])('is understood in %s', (link) => {
    expect(decodeLink(link)).toEqual(clean(relu));
  });

  it.each(['#v=1&bf=1', '#v=2&bf=1', '#v=3&bf=1'])('is tanh in %s', (link) => {
    expect(decodeLink(link).panes[0].cellActivation).toBe('tanh');
  });

  it('that there is not is named in a notice', () => {
    const { panes, notices } = decodeLink('#v=3&cellact=sine');
    expect(panes[0].cellActivation).toBe('tanh');
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain('sine');
  });
});

describe('the depth of the page', () => {
  it.each([
    ['', 'explore'],
    ['#bf=1', 'explore'],
    ['#v=3&bf=1&view=spectrum', 'explore'],
    ['#v=3&show=lab', 'lab'],
    ['#v=1', 'lab'],
    ['#v=2&bf=1', 'lab'],
    ['#v=1&view=lag&chart=steps', 'lab'],
    ['#v=2&show=explore', 'explore'],
    ['#v=2&SHOW=explore', 'explore'],
  ])('of %s is %s: links made before there were two open in Lab', (link, depth) => {
    const { panes, notices } = decodeLink(link);
    expect(panes[0].depth).toBe(depth);
    expect(notices).toEqual([]);
  });

  it.each(
    [
      ['net=rnn&T=60', 1],
      ['net=rnn&T=60&chart=steps', 3],
      ['net=rnn&T=60&r=0.7', 2],
      ['net=rnn&T=60&strength=0.2', 3],
      ['cut=R_z,R_i,R_f,R_o', 4],
      ['bf=1', 5],
      ['r=8&bf=1', 6],
      ['bf=1', 7],
      ['loss=every&trunc=sliding&view=lag&clip=100', 7],
      ['', 7],
    ].map(([set, now], index) => [index + 1, set, now] as const),
  )('step %i of the old tour, %s, opens step %i of today’s as that sets the page', (number, set, now) => {
    const { panes, notices } = decodeLink(`#v=2&${set}&tour=${number}`);
    expect(panes).toEqual([{ ...DEFAULTS, tour: now }]);
    expect(notices).toEqual([]);
  });

  it('keeps the settings that a link to a step of the old tour had of its own', () => {
    expect(decodeLink('#v=1&net=rnn&T=60&r=0.5&tour=3').panes).toEqual([
      { ...DEFAULTS, cell: 'rnn', steps: 60, spectralRadius: 0.5, tour: 2 },
    ]);
    expect(decodeLink('#v=2&bf=1&tour=0').panes[0]).toMatchObject({ depth: 'lab', tour: 0 });
  });

  it('shows no view until one is chosen in Explore, and always one in Lab', () => {
    const { depth, view, claim } = DEFAULTS;
    expect(openView({ depth, view, claim })).toBeNull();
    expect(openView({ depth, view: 'lag', claim })).toBe('lag');
    expect(openView({ depth: 'lab', view, claim })).toBe('cell');
    expect(openView({ depth: 'lab', view: 'lag', claim })).toBe('lag');
  });
});

describe('what a link looks like', () => {
  it('leaves defaults out and states its version', () => {
    expect(encodeLink([DEFAULTS])).toBe(`#v=${LINK_VERSION}`);
    expect(encodeLink([pane({ forgetBias: 5, spectralRadius: 2 })])).toBe('#v=3&r=2&bf=5');
  });

  it('stores a second pane as its differences, and is readable', () => {
    const first = pane({ forgetBias: 5, cuts: ['R_z', 'R_i'] });
    expect(encodeLink([first, { ...first, cell: 'rnn' }])).toBe('#v=3&bf=5&cut=R_z,R_i&2.net=rnn');
    expect(encodeLink([first, { ...first, cuts: [], forgetBias: DEFAULTS.forgetBias }])).toContain('2.cut=');
  });

  it('has one key for each setting', () => {
    const keys = SETTING_KEYS.map((key) => SPECS[key].urlKey);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).not.toContain('v');
    for (const key of keys) expect(key).toMatch(/^[A-Za-z][A-Za-z0-9]*$/);
  });
});

describe('the cell that is read', () => {
  it('is in the link, counted from 1, and comes back', () => {
    expect(encodeLink([DEFAULTS], { step: 49, unit: 2 })).toBe('#v=3&step=50&u=3');
    expect(decodeLink('#v=3&step=50&u=3')).toEqual({ ...clean(DEFAULTS), crosshair: { step: 49, unit: 2 } });
    expect(decodeLink('#v=3&step=50').crosshair).toEqual({ step: 49, unit: 0 });
  });

  it('is told at the edge where a smaller network is shown, as it is drawn', () => {
    const small = pane({ hiddenSize: 4, steps: 10 });
    expect(encodeLink([small], { step: 49, unit: 9 })).toMatch(/&step=10&u=4$/);
    expect(encodeLink([small, DEFAULTS], { step: 49, unit: 9 })).toMatch(/&step=50&u=10$/);
    const text = pane({ input: 'text', text: 'cafe\u0301' });
    expect(encodeLink([text], { step: 49, unit: 0 })).toMatch(/&step=4&u=1$/);
    expect(encodeLink([pane({ input: 'co2', steps: 2000 })], { step: 1999, unit: 0 })).toMatch(/&step=672&u=1$/);
  });

  const selected = { step: 4, unit: 0 };
  it.each([
    ['step=0', null, 'Selected step (step): 0 is outside 1 … 100; no cell is selected.'],
    ['step=5000&u=2', null, 'Selected step (step): 5000 is outside 1 … 100; no cell is selected.'],
    ['step=5&u=abc', selected, 'Selected unit (u): “abc” is not a number; 1 is used.'],
    ['step=5&u=33', selected, 'Selected unit (u): 33 is outside 1 … 32; 1 is used.'],
    ['step=1.5', null, 'Selected step (step): 1.5 is not a whole number; no cell is selected.'],
    ['u=3', null, 'Selected unit (u): no step is given with it; no cell is selected.'],
    ['step=9&step=5', selected, 'Selected step (step) is given twice; 5 is used.'],
    ['2.step=5', null, 'The link’s “2.step” is not a setting of this page; it was left out.'],
  ])('%s that cannot be used is named', (link, crosshair, notice) => {
    expect(decodeLink(`#v=3&${link}`)).toEqual({ panes: [DEFAULTS], crosshair, notices: [notice] });
  });
});

describe('a text that a link cannot hold', () => {
  it('is cut between characters where it is too long, and what is lost is reported', () => {
    const family = '👨‍👩‍👧';
    const { panes, notices } = decodeLink(encodeLink([pane({ text: family.repeat(2037) })]));
    expect(panes[0].text).toBe(family.repeat(2000));
    expect(notices).toEqual([
      `Text (text): 2000 characters are the most, and the last 37 were left out; “${family.repeat(40)}…” is used.`,
    ]);
    const older = decodeLink(`#v=1&text=${encodeURIComponent(family.repeat(500))}`);
    expect(older.panes[0].text).toBe(family.repeat(400));
    expect(older.notices[0]).toContain('the last 500 were left out');
  });

  it('has U+FFFD for halves of characters and for bytes that are not UTF-8; the latter is reported', () => {
    expect(decodeLink(encodeLink([pane({ text: 'a\ud83d' })]))).toEqual(clean(pane({ text: 'a\ufffd' })));
    const { panes, notices } = decodeLink('#v=3&text=a%FF');
    expect(panes[0].text).toBe('a\ufffd');
    expect(notices).toEqual(['Text (text): a part of it is not encoded as UTF-8; � stands for that.']);
    expect(decodeLink('#text=100 %').notices).toEqual([]);
  });
});

describe('names as people write them', () => {
  it('in any case, in either pane', () => {
    expect(decodeLink('#V=3&BF=5&Seed=7&2.NET=RNN&n=16&K=3').panes).toEqual([
      pane({ forgetBias: 5, seed: 7, hiddenSize: 16, truncationSteps: 3 }),
      pane({ forgetBias: 5, seed: 7, hiddenSize: 16, truncationSteps: 3, cell: 'rnn' }),
    ]);
  });
});

describe('what a link may hold by mistake', () => {
  const decoded = (hash: string): { settings: Settings; notices: readonly string[] } => {
    const { panes, notices } = decodeLink(hash);
    expect(panes).toHaveLength(1);
    return { settings: panes[0], notices };
  };

  it('nothing at all is the defaults', () => {
    for (const hash of ['', '#', '#v=3', '#&&&']) expect(decoded(hash)).toEqual({ settings: DEFAULTS, notices: [] });
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
    ['net=elman', 'gru'],
    ['peep=maybe', 'maybe'],
    ['3.bf=1', '3.bf'],
    ['1.bf=1', '1.bf'],
    ['0.bf=1', '0.bf'],
    ['__proto__=1', '__proto__'],
    ['bf=%E0%A4%A', 'bf'],
    ['panes=3', 'panes'],
  ];
  it.each(wrong)('“%s” is named, and the rest kept', (part, named) => {
    const { settings, notices } = decoded(`#v=3&r=2&${part}&seed=7`);
    expect(settings).toEqual(pane({ spectralRadius: 2, seed: 7 }));
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain(named);
  });

  it('a unit that the network does not have is named where it matters', () => {
    const { settings, notices } = decoded('#v=3&dir=unit&unit=40');
    expect(settings).toEqual(pane({ lossDirection: 'unit' }));
    expect(notices).toEqual(['Unit (unit): 40 is more than the 32 hidden units; 1 is used.']);
    expect(decoded('#v=3&unit=40').notices).toEqual([]);
    // Two faults of one value are one sentence, which says what is used in the end.
    expect(decoded('#dir=unit&unit=abc&unit=40').notices).toEqual([
      'Unit (unit) is given twice: “abc” is not a number; 40 is more than the 32 hidden units; 1 is used.',
    ]);
    const second = decodeLink('#dir=unit&unit=20&2.N=10');
    expect(second.panes[1]?.lossUnit).toBe(1);
    expect(second.notices).toEqual(['Unit (2.unit): 20 is more than the 10 hidden units; 1 is used.']);
  });

  it('an edge that does not exist is named, and the other cuts are kept', () => {
    const { settings, notices } = decoded('#v=3&cut=R_z,R_q,cec');
    expect(settings).toEqual(pane({ cuts: ['cec', 'R_z'] }));
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatch(/^Cut paths \(cut\): “R_q” is none of .*; cec, R_z are used\.$/);
    expect(decoded('#cut=R_q,x').notices[0]).toMatch(/“R_q”, “x” are none of .*; none is used\.$/);
    const both = decodeLink('#cut=R_z&2.cut=R_q');
    expect(both.panes[1]?.cuts).toEqual(['R_z']);
    expect(both.notices[0]).toMatch(/^Cut paths \(2\.cut\).*; R_z is used\.$/);
  });

  it('a wrong value in the second pane leaves the first pane’s', () => {
    const { panes, notices } = decodeLink('#v=3&bf=5&2.bf=abc&2.r=2');
    expect(panes).toEqual([pane({ forgetBias: 5 }), pane({ forgetBias: 5, spectralRadius: 2 })]);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toContain('2.bf');
  });

  it('a key twice: the last one that can be used counts, and the notice is correct', () => {
    const cases: readonly (readonly [string, number, string])[] = [
      ['bf=5&bf=6', 6, ' is given twice; 6 is used.'],
      ['bf=5&bf=5&BF=5', 5, ' is given 3 times; 5 is used.'],
      ['bf=abc&bf=1', 1, ' is given twice: “abc” is not a number; 1 is used.'],
      ['bf=5&bf=abc', 5, ' is given twice: “abc” is not a number; 5 is used.'],
      ['bf=x&bf=99', 3, ' is given twice: “x” is not a number; 99 is outside −6 … 10; 3 is used.'],
    ];
    for (const [link, used, words] of cases) {
      const { settings, notices } = decoded(`#${link}`);
      expect(settings.forgetBias).toBe(used);
      expect(notices).toHaveLength(1);
      expect(notices[0]).toMatch(/^Forget-gate bias \((bf|BF)\)/);
      expect(notices[0]).toContain(words);
    }
    expect(decoded('#q=1&q=2&q=1').notices).toHaveLength(1);
    expect(decoded('#v=1&v=2&bf=1').notices).toEqual(['The link’s version (v) is given 2 times; it was read as 1.']);
  });

  it('panes that are asked for and panes that are there: the notice says how many are shown', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['panes=3', 'Panes (panes): “3” is neither 1 nor 2; 1 is shown.'],
      ['panes=1&2.bf=5', 'Panes (panes): 1 is less than the link has settings for; 2 are shown.'],
      ['panes=2&panes=2', 'Panes (panes) is given twice; 2 are shown.'],
      ['panes=1&panes=2', 'Panes (panes) is given twice: 1 is less than the link has settings for; 2 are shown.'],
    ];
    for (const [link, notice] of cases) {
      const { panes, notices } = decodeLink(`#${link}`);
      expect(notices).toEqual([notice]);
      expect(notice).toContain(panes.length === 1 ? '1 is shown' : '2 are shown');
    }
    expect(decodeLink('#panes=1').notices).toEqual([]);
  });

  it('a version that this page does not know is said, and read as far as it goes', () => {
    for (const version of [`${LINK_VERSION + 1}`, '0', 'x', '', '1.5']) {
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
        expect(new Set(notices).size).toBe(notices.length);
        expect(panes.length).toBeGreaterThanOrEqual(1);
        for (const notice of notices) expect(notice.length).toBeLessThan(300);
        for (const settings of panes) expect(decodeLink(encodeLink([settings]))).toEqual(clean(settings));
      }),
      { numRuns: 500, seed: 8 },
    );
  });
});
