/** Two neighbouring steps of the cell, with the gradient on every edge. */

import { useMemo } from 'react';
import { activeCuts, type Cuttable, cuttableOf, type Variant } from '../../settings/edges';
import { type Hop, walkOver } from '../../story/walk';
import { useApp, useChoices } from '../common/context';
import { Subscripted } from '../common/Term';
import { useEnds } from '../common/useEnds';
import { ViewHead } from '../common/ViewHead';
import { Diagram } from './Diagram';
import { EdgeTable } from './EdgeTable';
import { type CellNumbers, useCellNumbers } from './useCellNumbers';
import { WalkLine } from './WalkLine';

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
  const settings = useChoices('cell', 'peepholes', 'forgetGate', 'cuts');
  const { cell } = settings;
  const ends = useEnds();
  const cuts = activeCuts(settings);
  // One that was pointed at in another network has no place in this one.
  const pointed = useApp(({ pointedEdge: edge, panes }) =>
    edge !== null && cuttableOf(panes[0]).includes(edge) ? edge : null,
  );
  const { walk, second, step, isWalkStale } = numbers;
  const hops = useMemo(() => (pointed === null ? [] : walkOver(cell, pointed, walk)), [cell, pointed, walk]);
  const secondHops = useMemo(
    () => (pointed === null || second.walk === null ? null : walkOver(cell, pointed, second.walk)),
    [cell, pointed, second.walk],
  );
  // The longest walk keeps the room for all of them.
  const longest = longestWalk(cell, cuttableOf(settings));
  const reserved = useMemo(() => walkOver(cell, longest, null), [cell, longest]);
  return (
    <div className="cell-body">
      <Diagram numbers={numbers} ends={ends} hops={hops} />
      <div className="cell-foot" data-pointing={pointed !== null || undefined}>
        <div className="cell-overview">
          <p className="quiet">
            <Subscripted text={noteOf(numbers, cuts.size > 0)} />
          </p>
          <EdgeTable numbers={numbers} />
        </div>
        {pointed === null ? (
          <div className="reserved" aria-hidden="true">
            <WalkLine edge={longest} hops={reserved} secondHops={null} step={step + 1} note={null} isStale={false} />
          </div>
        ) : (
          <WalkLine
            edge={pointed}
            hops={hops}
            secondHops={secondHops}
            step={step + 1}
            note={noteOfWalk(numbers, hops, cuts.has(pointed))}
            isStale={isWalkStale}
          />
        )}
      </div>
    </div>
  );
}

/** The first of those with most hops. */
function longestWalk(cell: Variant['cell'], edges: readonly Cuttable[]): Cuttable {
  const hops = edges.map((edge) => walkOver(cell, edge, null).length);
  return edges[hops.indexOf(Math.max(...hops))] as Cuttable;
}

const UNCUT = 'Jacobian curves stay those of the uncut network.';

/** What is to be known about the step that is shown, most important first. */
function noteOf({ step, steps, isDefault, truncation }: CellNumbers, isCut: boolean): string {
  if (truncation !== null) return truncation;
  if (isCut) return UNCUT;
  if (step === steps - 1) return 'The last step: only the loss itself enters, Δ.';
  return isDefault ? 'No step selected: this is the last transition.' : 'Point at an edge to follow it over two steps.';
}

/** Why a walk is shorter than two steps, or has no gradient on it. */
function noteOfWalk({ step, truncation }: CellNumbers, hops: readonly Hop[], isCut: boolean): string | null {
  if (truncation !== null) return truncation;
  if (isCut) return UNCUT;
  const end = hops.at(-1);
  return end?.place.kind === 'loss' ? `The loss itself enters here, at step ${step + end.offset + 1}: Δ.` : null;
}
