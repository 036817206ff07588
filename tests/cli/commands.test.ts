/** What `npm run reference` and `npm run trace` print, without starting a process. */
import { describe, expect, it } from 'vitest';
import { prepare } from '../../src/cli/referenceCase';
import { referenceValues } from '../../src/cli/referenceValues';
import { traceLink } from '../../src/cli/tracedRun';
import { decodeLink } from '../../src/settings/link';
import { small } from '../engine/networks';
import { REFERENCE_CASES, referenceCase } from '../engine/referenceFiles';
import { batchesOf, curvesOf, messagesOf } from '../engine/runs';

describe('reference', () => {
  it.each(REFERENCE_CASES.map((source) => [source.name, source] as const))(
    '%s: every expected key is answered, and can be printed',
    (_, source) => {
      const values = referenceValues(source);
      const printed = JSON.parse(JSON.stringify(values)) as Record<string, unknown>;
      for (const key of Object.keys(source.expected)) expect(printed[key], key).toBeDefined();
    },
  );

  it('reads what a variant does not have as absent', () => {
    const { network, cuts, truncation, loss } = prepare(referenceCase('lstm-1997-no-forget-gate'));
    if (network.network !== 'lstm') throw new Error('not an LSTM');
    expect(network.forgetGate).toBe(false);
    expect(network.gates.f.recurrent.every((value) => value === 0)).toBe(true);
    expect(cuts.size).toBe(0);
    expect(truncation).toEqual({ kind: 'none' });
    expect(loss.lastOnly).toBe(true);
    expect(prepare(referenceCase('lstm-every-loss')).loss.lastOnly).toBe(false);
    expect([...prepare(referenceCase('lstm-cut-R_o')).cuts]).toEqual(['R_o']);
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
    const run = traceLink(small({ network: 'rnn', activation: 'relu', blockBias: -10, input: 'none' }));
    expect(JSON.parse(JSON.stringify(run))).toEqual(run);
    expect(run.series['cumulative.state']?.[0]).toBeNull();
  });
});
