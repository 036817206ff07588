/** A busy mark, only once a run has taken 150 ms; after 1 s it shows how much is done and how long the rest will take. */
import { useEffect, useState } from 'react';
import { progressOf } from '../../store/progress';
import type { RunResult } from '../../store/runResult';
import { useApp, useShown } from '../common/context';

const STAGES = [
  ['messages', 'gradients'],
  ['ledger', 'crossings'],
  ['steps', 'step norms'],
  ['paths', 'path norms'],
  ['cumulative', 'cumulative norms'],
  ['without', 'all but one path'],
] as const;

export function Busy() {
  const running = useApp((state) => state.status.kind === 'running');
  const { run: result } = useShown('text');
  return (
    <span className="busy" role="status">
      {/* A new run is a new mark, so that each waits its own 150 ms. */}
      {running && <Mark key={result?.runId ?? 0} result={result} />}
    </span>
  );
}

function Mark({ result }: { readonly result: RunResult | null }) {
  const wantsMatrices = useApp((state) => state.panes[0].curves === 'withoutMatrix');
  const [elapsed, setElapsed] = useState(0);
  useEffect(() => {
    const start = performance.now();
    const timers = [
      window.setTimeout(() => setElapsed(150), 150),
      window.setInterval(() => setElapsed(performance.now() - start), 1000),
    ];
    return () => {
      for (const timer of timers) window.clearTimeout(timer);
    };
  }, []);
  if (elapsed === 0) return null;
  const stage = STAGES.find(
    ([name]) => !(result?.done.has(name) ?? false) && (name !== 'ledger' || result?.info.hasLedger !== false),
  );
  const share = result === null ? 0 : progressOf(result);
  return (
    <>
      <i aria-hidden="true" /> {stage?.[1] ?? (wantsMatrices ? matricesDone(result) : 'forward pass')}
      {elapsed >= 1000 &&
        stage !== undefined &&
        share > 0.02 &&
        ` ${Math.round(100 * share)} %, ${left(elapsed, share)} left`}
    </>
  );
}

/** The matrices on request come after all stages: how many of them are there. */
function matricesDone(result: RunResult | null): string {
  const edges = result?.info.edges ?? [];
  const done = edges.filter((edge) => {
    const values = result?.curve(`cumulativeWithout.${edge}`);
    return values !== undefined && !Number.isNaN(values[0]);
  });
  return `all but one path, matrices: ${done.length} of ${edges.length}`;
}

function left(elapsed: number, share: number): string {
  const seconds = Math.ceil((elapsed * (1 - share)) / share / 1000);
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
