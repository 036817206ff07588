/** The way of the gradient over two steps through one edge, with the norm at each hop. */
import type { Cuttable } from '../../settings/edges';
import { magnitude } from '../../story/format';
import { EDGE_WORDS } from '../../story/names';
import type { Hop } from '../../story/walk';
import { EdgeName } from '../EdgeName';
import { Term } from '../Term';

/** What a cut does not change. */
export const UNCUT = 'Jacobian curves stay those of the uncut network.';

/** What describes the edge that is pointed at. */
export const WALK_ID = 'cell-walk';

interface Props {
  readonly edge: Cuttable;
  readonly hops: readonly Hop[];
  /** The step (1-based) at which it arrives. */
  readonly step: number;
  readonly isCut: boolean;
  readonly isStale: boolean;
}

export function WalkLine({ edge, hops, step, isCut, isStale }: Props) {
  const loss = hops.at(-1)?.place.kind === 'loss' ? hops.at(-1) : undefined;
  return (
    <div className="cell-walk" id={WALK_ID} data-stale={isStale || undefined}>
      <p className="walk-title">
        <EdgeName edge={edge} /> {EDGE_WORDS[edge].title}, two steps back to step {step}
      </p>
      <ol>
        {hops.map(({ term, offset, log10, place }, index) => (
          <li key={`${term}${offset}${place.kind}`} data-kind={place.kind} style={{ ['--hop' as string]: index }}>
            <Term text={term} />
            <b title={`log₁₀ ${Number.isFinite(log10) ? log10.toFixed(6).replace('-', '−') : '−∞'}`}>
              {magnitude(log10)}
            </b>
          </li>
        ))}
      </ol>
      {isCut ? (
        <p className="quiet">{UNCUT}</p>
      ) : (
        loss !== undefined && <p className="quiet">The loss itself enters here, at step {step + loss.offset}: Δ.</p>
      )}
    </div>
  );
}
