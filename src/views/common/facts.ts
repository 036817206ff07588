/** What the sentence needs to know, read off a run. */
import { activeCuts } from '../../settings/edges';
import type { RunResult } from '../../store/runResult';
import type { Facts } from '../../story/facts';
import { inProse } from '../../story/names';

export function factsOf(result: RunResult): Facts {
  const { settings, info, perturbed } = result;
  const first = (name: Parameters<RunResult['curve']>[0]): number | null => {
    const value = result.stale.has(name) ? undefined : result.curve(name)?.[0];
    return value === undefined || Number.isNaN(value) ? null : value;
  };
  const spectrum = info.spectra.find(({ edge }) => edge === 'W_h');
  const hasLedger = info.hasLedger && result.done.has('ledger');
  return {
    settings: { ...settings, truncation: info.truncation },
    steps: info.steps,
    remaining: result.stale.has('g') ? [] : (result.curve('g') ?? []),
    entering: first('alone.cec') === null ? null : (result.curve('alone.cec')?.[info.steps - 2] ?? null),
    carousel: info.edges.includes('cec') && !settings.cuts.includes('cec') ? first('alone.cec') : null,
    ghost: first('ghost'),
    crossings: hasLedger
      ? info.edges.map((edge) => [edge, result.crossings.get(edge)?.[0] ?? Number.NaN] as const)
      : null,
    cuts: [...activeCuts(settings)].map(inProse),
    recurrent: spectrum ?? null,
    atRest: info.atRest,
    second: perturbed?.hasSentence === true ? factsOf(perturbed) : null,
  };
}
