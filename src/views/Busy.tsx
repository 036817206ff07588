/** A busy mark, only once a run has taken 150 ms; after 1 s it counts the stages as well. */
import { useEffect, useState } from 'react';
import type { RunResult } from '../store/runResult';
import { useApp } from './context';

const STAGES = [
  ['messages', 'gradients'],
  ['ledger', 'crossings'],
  ['steps', 'step norms'],
  ['paths', 'path norms'],
  ['cumulative', 'cumulative norms'],
  ['without', 'all-but-one norms'],
] as const;

export function Busy() {
  const running = useApp((state) => state.status.kind === 'running');
  const result = useApp((state) => state.result);
  useApp((state) => state.version);
  return (
    <span className="busy" role="status">
      {/* A new run is a new mark, so that each waits its own 150 ms. */}
      {running && <Mark key={result?.runId ?? 0} result={result} />}
    </span>
  );
}

function Mark({ result }: { readonly result: RunResult | null }) {
  const [waited, setWaited] = useState<'short' | 'a while' | 'long'>('short');
  useEffect(() => {
    const soon = window.setTimeout(() => setWaited('a while'), 150);
    const later = window.setTimeout(() => setWaited('long'), 1000);
    return () => {
      window.clearTimeout(soon);
      window.clearTimeout(later);
    };
  }, []);
  const stages = STAGES.filter(([stage]) => stage !== 'ledger' || result?.info.hasLedger !== false);
  const next = stages.findIndex(([stage]) => !(result?.done.has(stage) ?? false));
  const current = stages[next];
  if (waited === 'short' || current === undefined) return null;
  return (
    <>
      <i aria-hidden="true" /> {current[1]}
      {waited === 'long' && ` (${next + 1} of ${stages.length})`}
    </>
  );
}
