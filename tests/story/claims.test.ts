/** The gallery's claims: each is measured by the engine and must hold, each check could fail, and each opens as a page. */
import { describe, expect, it } from 'vitest';
import { measure, measureAll } from '../../src/engine/measure';
import type { Measure } from '../../src/engine/questions';
import { MatrixCache } from '../../src/engine/recurrentMatrix';
import { setUp } from '../../src/engine/setup';
import { runToEnd } from '../../src/math/task';
import { decodeLink, encodeLink } from '../../src/settings/link';
import type { Settings } from '../../src/settings/settings';
import { DEFAULTS, SETTING_KEYS } from '../../src/settings/specs';
import { CLAIMS } from '../../src/story/claims';
import { type Check, type Claim, settingsOf } from '../../src/story/claims/claim';
import { drawWords, OTHER_DRAWS, otherDraw } from '../../src/story/claims/draws';
import { evaluate } from '../../src/story/claims/evaluate';
import { digitsOf, digitsOfLogs } from '../../src/story/digits';

const named = CLAIMS.map((claim) => [claim.id, claim] as const);

function verdictsOf(claim: Claim, settings: Settings): boolean[] {
  const answers = runToEnd(measureAll(settings, claim.checks));
  return claim.checks.map((check, index) => evaluate(check, answers[index] ?? Number.NaN).verdict);
}

/** The same check with an expectation that this measurement does not meet. */
function spoilt(check: Check, measured: number): Check {
  const { tolerance, format } = check;
  if (tolerance.kind !== 'relative') return { ...check, expected: measured };
  const away = Math.max(3 * tolerance.value, 1e-12);
  if (format === 'log10') return { ...check, expected: measured + Math.log10(1 + away) };
  return { ...check, expected: measured + away * Math.max(Math.abs(measured), 1) };
}

describe.each(named)('%s', (_, claim) => {
  const answers = runToEnd(measureAll(settingsOf(claim), claim.checks));
  const second = runToEnd(measureAll(settingsOf(claim), claim.checks, true));

  it('holds', () => {
    claim.checks.forEach((check, index) => {
      const { verdict, text } = evaluate(check, answers[index] ?? Number.NaN, second[index]);
      expect(verdict, `${check.what}: ${text}`).toBe(true);
    });
  });

  it('holds on other draws where it says so, and only there (`npm run claims -- --seeds 25` tries all)', () => {
    const holdsOn = (k: number): boolean => {
      const other = otherDraw(claim, k);
      return verdictsOf(other, settingsOf(other)).every((verdict) => verdict);
    };
    const all = Array.from({ length: OTHER_DRAWS }, (_, index) => index + 1);
    if (claim.draws === 'any') expect([1, 13, OTHER_DRAWS].map(holdsOn)).toEqual([true, true, true]);
    else expect(all.every(holdsOn), 'it could say that it holds on any').toBe(false);
  });

  it('states numbers of which at least one digit holds', () => {
    claim.checks.forEach((check, index) => {
      const [own, other] = [answers[index] ?? Number.NaN, second[index]];
      const digits = check.format === 'log10' ? digitsOfLogs(own, other) : digitsOf(own, other);
      expect(digits, `${check.what}: ${own} and ${other}`).toBeGreaterThanOrEqual(1);
    });
  });

  it('has checks that can fail', () => {
    expect(claim.checks.length).toBeGreaterThan(0);
    claim.checks.forEach((check, index) => {
      const { verdict, text } = evaluate(spoilt(check, answers[index] ?? Number.NaN), answers[index] ?? Number.NaN);
      expect(verdict, `${check.what}: ${text}`).toBe(false);
    });
  });

  it('is a claim about its settings: with the page’s defaults instead, something fails or is not there', () => {
    const onDefaults = (): boolean => verdictsOf(claim, DEFAULTS).every((verdict) => verdict);
    let holds = false;
    try {
      holds = onDefaults();
    } catch (problem) {
      expect(String(problem)).toMatch(/has no|need a loss/);
    }
    expect(holds).toBe(false);
  });

  it('opens as a page, and so does every check', () => {
    for (const settings of [settingsOf(claim), ...claim.checks.map((check) => settingsOf(claim, check))]) {
      const { panes, notices } = decodeLink(encodeLink([settings]));
      expect(notices).toEqual([]);
      expect(panes).toEqual([settings]);
    }
    for (const changes of [claim.settings, ...claim.checks.map((check) => check.changes ?? {})]) {
      for (const key of Object.keys(changes)) expect(SETTING_KEYS).toContain(key);
    }
  });

  it('is written to be read', () => {
    expect(claim.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(claim.title).toMatch(/\.$/);
    expect(claim.source.url).toMatch(/^https:\/\//);
    expect(claim.source.text).toMatch(/\b(19|20)\d\d, |Cross Validated question \d+, |^PyTorch documentation, /);
    expect(claim.explanation.split(/[.:?] /).length).toBeGreaterThanOrEqual(2);
    const words = [claim.title, claim.explanation, claim.source.text, ...claim.checks.map(({ what }) => what)];
    for (const text of words) expect(text, 'straight quotes and hyphens for minus signs').not.toMatch(/['"]|(^|\s)-\d/);
  });
});

describe('the gallery', () => {
  it('has at least 36 claims, each with an id of its own and a question of its own', () => {
    expect(CLAIMS.length).toBeGreaterThanOrEqual(36);
    expect(new Set(CLAIMS.map(({ id }) => id)).size).toBe(CLAIMS.length);
    for (const { checks } of CLAIMS) expect(new Set(checks.map(({ what }) => what)).size).toBe(checks.length);
  });
});

describe('another draw', () => {
  const claim = CLAIMS.find(({ id }) => id === 'lstm-outlives-rnn') as Claim;

  it('moves every seed on, also those that a check sets, and nothing else', () => {
    const [first, second] = claim.checks as [Check, Check];
    const seeded = { ...claim, checks: [first, { ...second, changes: { seed: 999_990, steps: 50 } }] };
    const other = otherDraw(seeded, 25);
    expect(settingsOf(other)).toEqual({ ...settingsOf(claim), seed: DEFAULTS.seed + 25 });
    expect(other.checks.map((check) => settingsOf(other, check).seed)).toEqual([DEFAULTS.seed + 25, 15]);
    expect(other.checks[1]?.changes?.steps).toBe(50);
    expect(otherDraw(claim, 0).settings.seed).toBe(DEFAULTS.seed);
  });

  it('is put in words on the card', () => {
    expect(drawWords(claim)).toContain('on each of 25 other seeds');
    expect(drawWords({ ...claim, draws: 'one' })).toMatch(/^One draw/);
  });
});

describe('counter-examples to what is often said', () => {
  const measured = (link: string, what: Measure): number => {
    const { panes, notices } = decodeLink(link);
    expect(notices).toEqual([]);
    return runToEnd(measure(panes[0] as Settings, what));
  };

  it('R_z alone explodes: 10^29.1 without input, 10^5.9 with noise', () => {
    const alone = { kind: 'log10', curve: 'alone.R_z', lag: 99 } as const;
    expect(measured('#v=1&r=8&bf=1&in=none', alone)).toBeCloseTo(29.1, 1);
    expect(measured('#v=1&bi=10&bo=10&bf=-6&r=3&init=orthogonal', alone)).toBeCloseTo(5.88, 2);
  });

  it('a tanh unit with weight 4 shrinks its gradient by 0.0054 a step', () => {
    const link = '#v=1&net=rnn&N=1&M=1&init=identity&r=4&in=none&s0=random';
    expect(measured(link, { kind: 'growth', curve: 'g', from: 10, to: 60 })).toBeCloseTo(0.00539, 5);
    expect(measured(link, { kind: 'log10', curve: 'g', lag: 99 })).toBeLessThan(-200);
  });

  it('with a forget bias of 1 the whole gradient decays by 0.842 a step where the carousel alone has 0.731', () => {
    expect(measured('#v=1&bf=1', { kind: 'growth', curve: 'g', from: 1, to: 20 })).toBeCloseTo(0.842, 3);
  });

  it('a check that a factor is below 1 fails at exactly 1', () => {
    const claim = CLAIMS.find(({ id }) => id === 'not-sure-to-vanish') as Claim;
    const losses = claim.checks.filter(({ measure: { kind } }) => kind === 'lost');
    expect(losses).toHaveLength(4);
    expect(losses.every((check) => evaluate(check, 0).verdict)).toBe(false);
    expect(evaluate(losses[0] as Check, 0).verdict).toBe(false);
    expect(evaluate(losses[2] as Check, 0).verdict).toBe(false);
  });
});

describe('numbers that the entries quote', () => {
  const expectedOf = (id: string): number[] =>
    (CLAIMS.find((claim) => claim.id === id)?.checks ?? []).map(({ expected }) => expected);
  const sigma = (x: number): number => 1 / (1 + Math.exp(-x));

  /** √χ for tanh: E over a standard normal by the trapezoid rule, the fixed point of the variance by iteration. */
  function meanFieldGrowth(weightVariance: number, inputVariance: number): number {
    const mean = (f: (z: number) => number): number => {
      let total = 0;
      for (let k = -800; k <= 800; k++) total += f(k / 100) * Math.exp(-((k / 100) ** 2) / 2);
      return total / 100 / Math.sqrt(2 * Math.PI);
    };
    let variance = 1;
    for (let k = 0; k < 300; k++) {
      variance = weightVariance * mean((z) => Math.tanh(Math.sqrt(variance) * z) ** 2) + inputVariance;
    }
    return Math.sqrt(weightVariance * mean((z) => (1 - Math.tanh(Math.sqrt(variance) * z) ** 2) ** 2));
  }

  it('the mean field’s', () => {
    const quoted = expectedOf('mean-field-growth');
    const worked = [meanFieldGrowth(1, 1), meanFieldGrowth(1, 0.25), meanFieldGrowth(1, 4), meanFieldGrowth(4, 1)];
    worked.forEach((value, k) => expect(quoted[k] / value).toBeCloseTo(1, 4));
  });

  it('the radius that makes the mean field’s draw twice as large', () => {
    const claim = CLAIMS.find(({ id }) => id === 'mean-field-growth') as Claim;
    const drawn = runToEnd(setUp(settingsOf(claim), new MatrixCache())).spectra.get('W_h');
    const wanted = settingsOf(claim, claim.checks[3]).spectralRadius;
    expect(wanted / (drawn?.radius ?? Number.NaN)).toBeCloseTo(2, 4);
  });

  it('the latch’s, and that of a weight of 4', () => {
    let h = 0.9;
    for (let k = 0; k < 200; k++) h = Math.tanh(1.5 * h);
    expect(expectedOf('latch-forgets-its-gradient')[0]).toBeCloseTo(1.5 * (1 - h * h), 8);
    for (let k = 0; k < 200; k++) h = Math.tanh(4 * h);
    expect(expectedOf('tanh-rnn-explodes')[2]).toBeCloseTo(4 * (1 - h * h), 9);
  });

  it('the memories, the boundaries and the bounds', () => {
    const memory = (bias: number): number => -1 / Math.log(sigma(bias));
    [0, 1, 3, 5].forEach((bias, k) => expect(expectedOf('forget-bias-memory')[k] / memory(bias)).toBeCloseTo(1, 6));
    const [left, steps] = expectedOf('gradients-die-in-20-steps');
    expect(left / sigma(1) ** 20).toBeCloseTo(1, 5);
    expect(steps / memory(1)).toBeCloseTo(1, 6);
    expect(expectedOf('at-rest-boundary')[0]).toBeCloseTo(sigma(1) + 0.3, 10);
    const rest = CLAIMS.find(({ id }) => id === 'at-rest-boundary') as Claim;
    for (const check of rest.checks.slice(2, 5)) {
      const { forgetBias, spectralRadius } = settingsOf(rest, check);
      expect(spectralRadius).toBeCloseTo(4 * (1 - sigma(forgetBias)), 12);
    }
    expect(expectedOf('norm-below-one-vanishes')[2]).toBeCloseTo(99 * Math.log10(0.9), 12);
    expect(expectedOf('sigmoid-weight-below-four')[2]).toBeCloseTo(199 * Math.log10(0.975), 6);
    const [lost] = expectedOf('not-sure-to-vanish');
    expect(lost / sigma(-10)).toBeCloseTo(1, 6);
    const [, , , one] = expectedOf('zero-bias-halves');
    expect(one).toBeCloseTo(sigma(1), 9);
    const [hundred, thousand] = expectedOf('chrono-keeps-a-third');
    expect(hundred).toBeCloseTo(0.99 ** 100, 6);
    expect(thousand).toBeCloseTo(0.999 ** 1000, 6);
  });
});

describe('a verdict', () => {
  const check = { what: '', measure: { kind: 'atRest' }, format: 'number', expected: 2 } as const;
  const within = (value: number) => ({ kind: 'relative', value }) as const;

  it.each([
    [{ ...check, tolerance: { kind: 'below' } }, 1.5, true, '1.5', 'less than 2'],
    [{ ...check, tolerance: { kind: 'below' } }, 2, false, '2 (in full: 2)', 'less than 2'],
    [{ ...check, tolerance: { kind: 'above' } }, 2.5, true, '2.5', 'more than 2'],
    [{ ...check, tolerance: { kind: 'above' } }, Number.POSITIVE_INFINITY, false, '∞', 'more than 2'],
    [{ ...check, tolerance: within(0.01) }, 2.015, true, '2.015', '2 ± 1 %'],
    [{ ...check, tolerance: within(0.01) }, 1.97, false, '1.97', '2 ± 1 %'],
    [{ ...check, tolerance: within(1e-9) }, 2.000001, false, '2 (in full: 2.000001)', '2 to 9 digits'],
    [{ ...check, tolerance: within(0) }, 2, true, '2', 'exactly 2'],
    [{ ...check, tolerance: within(0), expected: -2 }, -2, true, '−2', 'exactly −2'],
    [{ ...check, tolerance: within(0.1), format: 'steps' }, 2.1, true, '2.1 steps', '2 steps ± 10 %'],
    [
      { ...check, tolerance: within(0.1), format: 'log10', expected: -400 },
      -399.97,
      true,
      '1.07·10⁻⁴⁰⁰',
      '10⁻⁴⁰⁰ ± 10 %',
    ],
    [{ ...check, tolerance: within(0.1), format: 'log10', expected: 400 }, 400.05, false, '1.12·10⁴⁰⁰', '10⁴⁰⁰ ± 10 %'],
    [{ ...check, tolerance: { kind: 'below' }, format: 'log10', expected: 0 }, 0.3, false, '2', 'less than 1'],
    [{ ...check, tolerance: { kind: 'below' }, format: 'log10' }, -Infinity, false, 'no gradient', 'less than 100'],
    [{ ...check, tolerance: within(1) }, Number.NaN, false, 'not defined', '2 ± 100 %'],
  ] satisfies readonly (readonly [Check, number, boolean, string, string])[])(
    'on %o and %d is %s',
    (given, measured, verdict, own, expected) => {
      expect(evaluate(given, measured)).toEqual({
        verdict,
        measured: own,
        expected,
        text: `measured ${own}, expected ${expected}: ${verdict ? 'holds' : 'fails'}`,
      });
    },
  );
});

describe('a verdict with a second run', () => {
  const check = { expected: 3, tolerance: { kind: 'above' }, format: 'number' } as const;

  it('prints no more digits than hold, and a range where none does', () => {
    expect(evaluate(check, 4.12341, 4.12342).measured).toBe('4.1234');
    expect(evaluate(check, 4.12345, 4.13).measured).toBe('4.1');
    expect(evaluate(check, 4.1, 9.2)).toMatchObject({ verdict: true, measured: '4.1 to 9.2' });
    expect(evaluate({ ...check, format: 'log10' }, 19.1, 17.8).measured).toBe('10¹⁷ to 10²⁰');
  });

  it('does not hold where rounding decides it', () => {
    expect(evaluate(check, 4, 2).verdict).toBe(false);
    expect(evaluate(check, 4, 3.5).verdict).toBe(true);
    const within = { kind: 'relative', value: 0.01 } as const;
    expect(evaluate({ ...check, tolerance: within }, 3.001, 3.2).verdict).toBe(false);
    // A tolerance of the last digits: there a second run differs by itself.
    expect(evaluate({ ...check, tolerance: { kind: 'relative', value: 0 } }, 3, 3 + 4e-16).verdict).toBe(true);
  });
});
