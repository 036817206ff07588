/** What of a run may leave the page: its own curves and heatmaps, whole, and the names of what is still to come. */
import type { Stage } from '../../engine/batches';
import type { RowName, SeriesName } from '../../engine/seriesNames';
import { encodeLink } from '../../settings/link';
import type { Settings } from '../../settings/settings';
import type { RunResult } from '../../store/runResult';
import type { Taken } from '../../story/taken/tables';
import { hasPaths } from '../river/model';

interface Group {
  readonly words: string;
  readonly stage: Stage;
  readonly names: readonly SeriesName[];
  /** Whether this run computes it; where it does not, what an earlier one left is still true. */
  readonly isComputed: boolean;
}

export function takenFrom(run: RunResult, address: string): Taken {
  const { settings, info, crossings, residual } = run;
  const isWhole = run.done.has('messages');
  const series = new Map([...run.series].filter(([name]) => !run.stale.has(name)));
  const missing: string[] = isWhole ? [] : [`heatmaps and norms before step ${run.ready + 1}`];
  for (const { words, stage, names, isComputed } of groupsOf(run)) {
    if (names.every((name) => series.has(name)) && (!isComputed || run.done.has(stage))) continue;
    missing.push(words);
    for (const name of names) series.delete(name);
  }
  const hasLedger = info.hasLedger && run.done.has('ledger');
  if (info.hasLedger && !hasLedger) missing.push('crossings');
  const second = run.perturbedCurve('g') ?? null;
  if (second === null) missing.push('digits that hold');
  const cells = new Map<RowName, Float32Array>(isWhole ? run.cells : []);
  return { settings, info: { ...info, hasLedger }, series, residual, crossings, address, second, cells, missing };
}

function groupsOf({ settings, info }: RunResult): readonly Group[] {
  const { edges, newNetwork, newLoss } = info;
  const ghost: readonly Group[] = hasPaths(settings)
    ? [{ words: 'the plain RNN', stage: 'ghost', names: ['ghost'], isComputed: newLoss }]
    : [];
  return [
    ...ghost,
    {
      words: 'step norms',
      stage: 'steps',
      names: ['step.state', ...edges.map((edge) => `step.${edge}` as const)],
      isComputed: newNetwork,
    },
    {
      words: 'path norms',
      stage: 'paths',
      names: edges.map((edge) => `path.${edge}` as const),
      isComputed: newNetwork,
    },
    { words: 'cumulative norms', stage: 'cumulative', names: ['cumulative.state'], isComputed: newNetwork },
    {
      words: 'norms without one path',
      stage: 'without',
      names: edges.map((edge) => `without.${edge}` as const),
      isComputed: newLoss,
    },
  ];
}

/** The address that shows these settings, alone. */
export function addressOf(settings: Settings): string {
  return `${window.location.href.split('#')[0]}${encodeLink([settings])}`;
}
