/** The way of the gradient over two steps through one edge, with the norm at each hop. */
import type { Cuttable } from '../../settings/edges';
import { magnitude } from '../../story/format';
import { edgeWords } from '../../story/names';
import type { Hop } from '../../story/walk';
import { usePaneSettings } from '../common/context';
import { EdgeName } from '../common/EdgeName';
import { Subscripted, Term } from '../common/Term';
import { exactLog } from './exactLog';

/** What describes the edge that is pointed at. */
export const WALK_ID = 'cell-walk';

interface Props {
  readonly edge: Cuttable;
  readonly hops: readonly Hop[];
  /** The same of the second run; null while it is not there. */
  readonly secondHops: readonly Hop[] | null;
  /** The step (1-based) at which it arrives. */
  readonly step: number;
  /** Why it goes no further, or not at all. */
  readonly note: string | null;
  readonly isStale: boolean;
}

export function WalkLine({ edge, hops, secondHops, step, note, isStale }: Props) {
  const cell = usePaneSettings((settings) => settings.cell);
  return (
    <div className="cell-walk" id={WALK_ID} data-stale={isStale || undefined}>
      <p className="walk-title">
        <EdgeName edge={edge} /> <Subscripted text={`${edgeWords(cell, edge).title}, two steps back to step ${step}`} />
      </p>
      <ol>
        {hops.map(({ term, offset, log10, place }, index) => (
          <li key={`${term}${offset}${place.kind}`} data-kind={place.kind} style={{ ['--hop' as string]: index }}>
            <Term text={term} />
            <b translate="no" title={exactLog(log10, secondHops?.[index]?.log10)}>
              {magnitude(log10, secondHops?.[index]?.log10)}
            </b>
          </li>
        ))}
      </ol>
      {note !== null && (
        <p className="quiet">
          <Subscripted text={note} />
        </p>
      )}
    </div>
  );
}
