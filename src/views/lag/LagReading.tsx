/** One cell in words, in the half of the square that has no cells. */
import { keptBefore } from '../../charts/lagMap';
import { lagOfNetwork } from '../../store/viewRequests';
import { exactPower, magnitude } from '../../story/format';
import { useApp } from '../common/context';
import { Subscripted, Term } from '../common/Term';
import type { Lag } from './useLag';
import { quantity } from './words';

export function LagReading({ lag }: { readonly lag: Lag }) {
  const { cell, steps, value, second, map, truncation, chosen } = lag;
  const of = useApp((state) => lagOfNetwork(state.panes[0]));
  const kind = useApp((state) => state.panes[0].cell);
  if (steps === 0) return <p className="lag-reading quiet">Sending the loss of every step back …</p>;
  const back = cell.t - cell.k;
  const isCut = cell.t >= keptBefore(cell.k, truncation, steps);
  // Shares of the cells, because early steps have more of them.
  const done = map === null ? 0 : Math.floor(100 * (1 - map.ready / steps) ** 2);
  return (
    <div className="lag-reading">
      <p id="lag-reading" aria-live="polite">
        <span>
          <Subscripted text={`loss at step ${cell.t + 1}, `} />
        </span>
        <span>
          <Subscripted text={`${back} ${back === 1 ? 'step' : 'steps'} back, at step ${cell.k + 1}: `} />
        </span>
        <b
          translate="no"
          title={
            Number.isFinite(value)
              ? exactPower(exactly(value), second === undefined ? undefined : exactly(second))
              : undefined
          }
        >
          <Term text={quantity(of, kind)} /> {magnitude(value, second)}
        </b>
        {isCut && <span className="quiet"> thrown away by truncation</span>}
      </p>
      {!chosen && <p className="quiet">Point at any cell.</p>}
      {map !== null && map.ready > 0 && (
        <p className="lag-progress" translate="no">
          {done} % of the cells are there
        </p>
      )}
    </div>
  );
}

/** With as many digits as the map's float32 logarithms have. */
function exactly(log10: number): number {
  return Math.round(log10 * 1e5) / 1e5 || 0;
}
