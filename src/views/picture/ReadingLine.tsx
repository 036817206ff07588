/** The cell under the crosshair in one line, whatever view is open: its place, its gradient. */
import type { Edge } from '../../settings/edges';
import type { Settings } from '../../settings/settings';
import { exact, scaled } from '../../story/format';
import { useApp, usePane } from '../common/context';
import { EdgeName } from '../common/EdgeName';

interface Props {
  readonly id: string;
  /** Of the row that was last pointed at; null where that is of all paths. */
  readonly edge: Edge | null;
  /** What the paths' rows show. */
  readonly reading: Settings['pathRows'];
}

export function ReadingLine({ id, edge, reading }: Props) {
  const crosshair = useApp((state) => state.crosshair);
  const inspection = usePane((state) => state.inspection);
  const second = usePane((state) => state.perturbedInspection);
  const isStale = usePane((state) => state.inspectedRun !== state.shown.text.run?.runId);
  if (crosshair === null || inspection === null) {
    return (
      <p className="reading-line quiet" id={id}>
        Point at a cell, or press an arrow key
      </p>
    );
  }
  const { step, unit, delta } = inspection;
  const own = edge === null ? undefined : inspection[reading][edge];
  return (
    <p className="reading-line" translate="no" id={id} data-stale={isStale || undefined}>
      <span className="quiet">
        step {step + 1}, unit {unit + 1}
      </span>
      {edge !== null && own !== undefined && (
        <span title={exact(own, second?.[reading][edge])}>
          {' '}
          <EdgeName edge={edge} /> {reading} {scaled(own, second?.[reading][edge])}
        </span>
      )}
      {Object.entries(delta)
        .filter(([name]) => name !== 'Δ')
        .map(([name, value]) => (
          <span key={name} title={exact(value, second?.delta[name])}>
            {' '}
            <i>{name}</i> {scaled(value, second?.delta[name])}
          </span>
        ))}
    </p>
  );
}
