/** What the sentence needs to know, read off a run. */
import { activeCuts, kindOf } from '../../settings/edges';
import type { RunResult } from '../../store/runResult';
import type { Facts } from '../../story/facts';
import { inProse } from '../../story/names';

export function factsOf(result: RunResult): Facts {
  const { settings, info, perturbed } = result;
  const first = (name: Parameters<RunResult['curve']>[0]): number | null => {
    const value = result.stale.has(name) ? undefined : result.curve(name)?.[0];
    return value === undefined || Number.isNaN(value) ? null : value;
  };
  const byPath = (reading: 'alone' | 'without'): Facts['alone'] =>
    info.edges.flatMap((edge) => {
      const value = first(`${reading}.${edge}`);
      return value === null ? [] : [[edge, value] as const];
    });
  const carousel = info.edges.find((edge) => kindOf(edge) === 'carousel');
  const alone = carousel === undefined ? null : (`alone.${carousel}` as const);
  const [matrix, ...others] = info.spectra;
  const hasLedger = info.hasLedger && result.done.has('ledger');
  return {
    settings: { ...settings, truncation: info.truncation },
    steps: info.steps,
    remaining: result.stale.has('g') ? [] : (result.curve('g') ?? []),
    entering: alone === null || first(alone) === null ? null : (result.curve(alone)?.[info.steps - 2] ?? null),
    carousel: alone === null || (carousel !== undefined && settings.cuts.includes(carousel)) ? null : first(alone),
    ghost: first('ghost'),
    crossings: hasLedger
      ? info.edges.map((edge) => [edge, result.crossings.get(edge)?.[0] ?? Number.NaN] as const)
      : null,
    alone: byPath('alone'),
    without: byPath('without'),
    cuts: [...activeCuts(settings)].map(inProse),
    recurrent: matrix === undefined || others.length > 0 ? null : matrix,
    atRest: info.atRest,
    isFromAbove: info.loss.kind === 'above',
    second: perturbed?.hasSentence === true ? factsOf(perturbed) : null,
  };
}
