/** A busy mark, only once a run has taken 150 ms; after 1 s it says which stage is under way. */
import { useEffect, useState } from 'react';
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
  const runId = result?.runId ?? 0;
  useApp((state) => state.version);
  const [waited, setWaited] = useState<'short' | 'a while' | 'long'>('short');
  useEffect(() => {
    setWaited('short');
    if (!running) return;
    const soon = window.setTimeout(() => setWaited('a while'), 150);
    const later = window.setTimeout(() => setWaited('long'), 1000);
    return () => {
      window.clearTimeout(soon);
      window.clearTimeout(later);
    };
  }, [running, runId]);
  const shown = running && waited !== 'short';
  const stages = STAGES.filter(([stage]) => stage !== 'ledger' || result?.info.hasLedger !== false);
  const next = stages.findIndex(([stage]) => !(result?.done.has(stage) ?? false));
  const current = stages[next];
  return (
    <span className="busy" role="status" data-shown={shown || undefined}>
      {shown && current !== undefined && (
        <>
          <i aria-hidden="true" /> {current[1]}
          {waited === 'long' && ` (${next + 1} of ${stages.length})`}
        </>
      )}
    </span>
  );
}
