/** Two neighbouring steps of the cell, with the gradient on every edge. */
import { useMemo } from 'react';
import { activeCuts, cuttableOf } from '../../settings/edges';
import { walkOver } from '../../story/walk';
import { useApp } from '../context';
import { ViewHead } from '../panel/ViewHead';
import { endsOf } from '../shownRows';
import { Diagram } from './Diagram';
import { EdgeTable } from './EdgeTable';
import { type CellNumbers, useCellNumbers } from './useCellNumbers';
import { UNCUT, WalkLine } from './WalkLine';

export function CellView() {
  const numbers = useCellNumbers();
  return (
    <section className="cell-view" aria-label="Cell">
      <ViewHead title="Which way does the gradient take?">
        From right to left. Width and colour of an edge: the norm ‖·‖₂ of its message. Click one to cut it.
      </ViewHead>
      {numbers === null ? <p className="quiet">Waiting for the first sweep …</p> : <Cell numbers={numbers} />}
    </section>
  );
}

function Cell({ numbers }: { readonly numbers: CellNumbers }) {
  const settings = useApp((state) => state.panes[0]);
  const result = useApp((state) => state.result);
  // Fixed ends do not depend on what has arrived, so only a fitted scale looks again.
  const version = useApp((state) => (state.panes[0].scale === 'fit' ? state.version : 0));
  const ends = useMemo(() => endsOf(version >= 0 ? result : null, settings), [result, settings, version]);
  const cuts = activeCuts(settings);
  // One that was pointed at in another network has no place in this one.
  const pointed = useApp(({ pointedEdge: edge, panes }) =>
    edge !== null && cuttableOf(panes[0]).includes(edge) ? edge : null,
  );
  const { walk, step, isWalkStale } = numbers;
  const hops = useMemo(() => (pointed === null ? [] : walkOver(pointed, walk)), [pointed, walk]);
  // The longest walk keeps the room for all of them.
  const longest = settings.network === 'rnn' ? 'W_h' : 'R_z';
  const reserved = useMemo(() => walkOver(longest, null), [longest]);
  return (
    <div className="cell-body">
      <Diagram numbers={numbers} ends={ends} hops={hops} />
      <div className="cell-foot" data-pointing={pointed !== null || undefined}>
        <div className="cell-overview">
          <p className="quiet">{noteOf(numbers, cuts.size > 0)}</p>
          <EdgeTable numbers={numbers} />
        </div>
        {pointed === null ? (
          <div className="reserved" aria-hidden="true">
            <WalkLine edge={longest} hops={reserved} step={step + 1} isCut={false} isStale={false} />
          </div>
        ) : (
          <WalkLine edge={pointed} hops={hops} step={step + 1} isCut={cuts.has(pointed)} isStale={isWalkStale} />
        )}
      </div>
    </div>
  );
}

function noteOf({ step, steps, isDefault }: CellNumbers, isCut: boolean): string {
  if (isCut) return UNCUT;
  if (step === steps - 1) return 'The last step: only the loss itself enters, Δ.';
  return isDefault ? 'No step selected: this is the last transition.' : 'Point at an edge to follow it over two steps.';
}
