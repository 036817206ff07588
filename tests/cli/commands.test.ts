/** What `npm run reference`, `npm run trace` and `npm run claims` print, without starting a process. */
import { describe, expect, it } from 'vitest';
import { runClaim } from '../../src/cli/claimRun';
import { readCase } from '../../src/cli/referenceCase';
import { referenceValues } from '../../src/cli/referenceValues';
import { seedCount } from '../../src/cli/seedCount';
import { traceLink } from '../../src/cli/tracedRun';
import { decodeLink } from '../../src/settings/link';
import { CLAIMS } from '../../src/story/claims';
import type { Claim } from '../../src/story/claims/claim';
import { small } from '../engine/networks';
import { REFERENCE_CASES, referenceCase } from '../engine/referenceFiles';
import { batchesOf, curvesOf, messagesOf } from '../engine/runs';

describe('reference', () => {
  it.each(REFERENCE_CASES.map((source) => [source.name, source] as const))(
    '%s: every expected key is answered, and can be printed',
    (_, source) => {
      const values = referenceValues(readCase(source));
      const printed = JSON.parse(JSON.stringify(values)) as Record<string, unknown>;
      for (const key of Object.keys(source.expected)) expect(printed[key], key).toBeDefined();
    },
  );

  it('reads what a variant does not have as absent', () => {
    const { network, cuts, truncation, loss } = readCase(referenceCase('lstm-1997-no-forget-gate'));
    if (network.cell !== 'lstm') throw new Error('not an LSTM');
    expect(network.forgetGate).toBe(false);
    expect(network.gates.f.recurrent.every((value) => value === 0)).toBe(true);
    expect(cuts.size).toBe(0);
    expect(truncation).toEqual({ kind: 'none' });
    expect(loss.lastOnly).toBe(true);
    expect(readCase(referenceCase('lstm-every-loss')).loss.lastOnly).toBe(false);
    expect([...readCase(referenceCase('lstm-cut-R_o')).cuts]).toEqual(['R_o']);
  });
});

describe('trace', () => {
  const settings = small({ peepholes: true, cuts: ['R_o'] });

  it('prints what the page shows: the run’s own numbers', () => {
    const run = traceLink(settings);
    const batches = batchesOf(settings);
    for (const [name, curve] of curvesOf(batches, 14)) {
      expect(run.series[name], name).toEqual(Array.from(curve, (value) => (Number.isFinite(value) ? value : null)));
    }
    const [{ norms, count }] = messagesOf(batches);
    expect(count).toBe(14);
    expect(run.series.c).toEqual([...norms.subarray(0, 14)]);
    expect(run.series['arriving.R_o']).toEqual(new Array(14).fill(null));
    expect(run.series['arriving.cec']?.[13]).toBeNull();
    expect(run.residual.every((value) => value === null || value < -14)).toBe(true);
  });

  it('takes an LSTM with ReLU by its link, and gives its link again', () => {
    const [relu] = decodeLink('#v=3&N=6&M=3&T=14&cellact=relu&bz=1').panes;
    const run = traceLink(relu);
    expect(relu.cellActivation).toBe('relu');
    expect(decodeLink(run.link).panes).toEqual([relu]);
    for (const [name, curve] of curvesOf(batchesOf(relu), 14))
      expect(run.series[name], name).toEqual(Array.from(curve, (value) => (Number.isFinite(value) ? value : null)));
    expect(run.series.g).not.toEqual(traceLink({ ...relu, cellActivation: 'tanh' }).series.g);
    expect(run.residual.every((value) => value === null || value < -14)).toBe(true);
    expect(run.atRest).toBeNull();
    expect(traceLink({ ...relu, blockBias: 0 }).atRest).toBeCloseTo(1 / (1 + Math.exp(-relu.forgetBias)), 14);
  });

  it('has crossings that sum to the lag, and none where there is no ledger', () => {
    const { crossings } = traceLink(settings);
    if (crossings === null) throw new Error('no crossings');
    expect(Object.keys(crossings)).toEqual(['cec', 'R_z', 'R_i', 'R_f', 'R_o', 'p_i', 'p_f']);
    for (let step = 0; step < 14; step++) {
      const sum = Object.values(crossings).reduce((total, series) => total + (series[step] ?? 0), 0);
      expect(sum).toBeCloseTo(13 - step, 9);
    }
    expect(traceLink({ ...settings, loss: 'every' }).crossings).toBeNull();
  });

  it('names the link that gives these settings again', () => {
    expect(decodeLink(traceLink(settings).link).panes).toEqual([settings]);
  });

  it('survives JSON', () => {
    const run = traceLink(small({ cell: 'rnn', activation: 'relu', blockBias: -10, input: 'none' }));
    expect(JSON.parse(JSON.stringify(run))).toEqual(run);
    expect(run.series['cumulative.state']?.[0]).toBeNull();
  });
});

describe('claims', () => {
  const claim = CLAIMS.find(({ id }) => id === 'forget-bias-memory') as Claim;

  it('prints each check with what was measured, what was expected, and the verdict', () => {
    const run = runClaim(claim);
    expect(JSON.parse(JSON.stringify(run))).toEqual(run);
    expect(run).toMatchObject({ id: claim.id, title: claim.title, source: claim.source, verdict: true });
    expect(run.checks.map(({ what }) => what)).toEqual(claim.checks.map(({ what }) => what));
    expect(run.checks[1]).toMatchObject({
      expected: 3.192219,
      tolerance: { kind: 'relative', value: 1e-6 },
      format: 'steps',
      verdict: true,
      words: { measured: '3.1922 steps', expected: '3.1922 steps to 6 digits' },
    });
    expect(run.checks[1]?.measured).toBeCloseTo(3.192219, 5);
  });

  it('links to the claim’s page, and to that of each check', () => {
    const { link, checks } = runClaim(claim);
    expect(decodeLink(link).panes[0]?.forgetBias).toBe(1);
    expect(checks.map((check) => decodeLink(check.link).panes[0]?.forgetBias)).toEqual([0, 1, 3, 5]);
  });

  it('counts on how many other seeds each check holds, and prints nothing about seeds where none were requested', () => {
    const { checks, verdict } = runClaim(claim, 3);
    expect(checks.map(({ seeds }) => seeds)).toEqual(claim.checks.map(() => ({ tried: 3, held: 3 })));
    expect(verdict).toBe(true);
    expect(Object.keys(runClaim(claim).checks[0] ?? {})).not.toContain('seeds');
  });

  it('fails where a claim for any draw fails on another, and not where it shows one draw', () => {
    const one = CLAIMS.find(({ id }) => id === 'paths-work-against-each-other') as Claim;
    const run = runClaim(one, 2);
    expect(run).toMatchObject({ draws: 'one', verdict: true });
    const [, absolute] = run.checks;
    expect(absolute?.verdict).toBe(true);
    expect(absolute?.seeds?.held).toBeLessThan(2);
    expect(runClaim({ ...one, draws: 'any' }, 2).verdict).toBe(false);
    expect(runClaim({ ...one, draws: 'any' }).verdict).toBe(true);
  });

  it('takes a number of seeds, and says in one line what is wrong with another', () => {
    expect(seedCount(undefined)).toBe(0);
    expect(seedCount('25')).toBe(25);
    expect(seedCount('1000')).toBe(1000);
    for (const wrong of ['x', '0', '-1', '1e9', '2.5', '1001', '', '٣'])
      expect(() => seedCount(wrong), wrong).toThrow(`not “${wrong}”`);
  });

  it('fails where one check fails, and has no number where there is none', () => {
    const [first, ...others] = claim.checks;
    if (first === undefined) throw new Error('the claim has no checks');
    expect(runClaim({ ...claim, checks: [{ ...first, expected: 2 }, ...others] }).verdict).toBe(false);
    const undefinedAtRest = { ...first, measure: { kind: 'atRest' }, changes: { chrono: true } } as const;
    expect(runClaim({ ...claim, checks: [undefinedAtRest] })).toMatchObject({
      verdict: false,
      checks: [{ measured: null, words: { measured: 'not defined' } }],
    });
  });
});

describe('digits that hold, as trace has them', () => {
  const of = (link: string) => traceLink(decodeLink(link).panes[0]).digits;

  it.each([
    ['#v=1', 14, 15],
    ['#v=1&bf=1&r=8', 8, 15],
    ['#v=1&bf=1&r=8&T=200', 2, 5],
    ['#v=1&in=none&bf=1&r=8', 15, 15],
    ['#v=1&net=rnn&act=identity&T=500', 13, 15],
  ])('%s: between %d and %d, from step 1 on', (link, least, most) => {
    const { left, holdsFromStep } = of(link);
    expect(left).toBeGreaterThanOrEqual(least);
    expect(left).toBeLessThanOrEqual(most);
    expect(holdsFromStep).toBe(1);
  });

  // 60-digit arithmetic has 1.27·10¹⁸, 1.95·10²⁶, 10^60.3 and 1.40·10³⁰ where float64 has 1.34·10¹⁹, 4.37·10³⁰, 10^65.1 and 4.54·10³².
  it.each([
    ['#v=1&bf=1&r=8&T=400', 19.126],
    ['#v=1&bf=1&r=8&T=500', 30.641],
    ['#v=1&net=rnn&r=8&T=300', 65.105],
    ['#v=1&fg=0&bz=10&bi=10&bo=10&N=2&M=1&T=300&r=16', 32.657],
    ['#v=1&in=none&bz=1&bf=1&r=8&T=400', 16.004],
  ])('%s: none at step 1, whose norm is told as 10^%d', (link, log10) => {
    const run = traceLink(decodeLink(link).panes[0]);
    expect(run.series.g?.[0]).toBeCloseTo(log10, 2);
    expect(run.digits.left).toBeLessThan(1);
    expect(run.digits.holdsFromStep).toBeGreaterThan(1);
  });
});
