/** The one colour scale, with the marks that are not on it. */
import { FIXED_ENDS } from '../../charts/colour';
import { legendPlace, legendStops, legendTicks } from '../../charts/ramps/legend';
import { powerOfTen } from '../../story/format';
import { useTheme } from '../common/context';
import { useHeldFrom } from '../common/held';
import { useEnds } from '../common/useEnds';
import { Segmented } from '../controls/ChoiceControl';
import { Glossed } from '../words/Word';

/** `upright`: the bar stands, and what it has to say is kept short. */
export function Legend({ upright = false }: { readonly upright?: boolean }) {
  const theme = useTheme();
  const ends = useEnds();
  const held = useHeldFrom('g');
  const { low } = ends;
  const edge = upright ? 'bottom' : 'left';
  return (
    <section className={upright ? 'legend upright' : 'legend'} aria-label="Colour scale">
      <div className="panel-head">
        <h2>{upright ? 'size against the loss' : <Glossed text="Size against the loss" />}</h2>
        {!upright && <Segmented name="scale" />}
      </div>
      <div className="legend-scale" translate="no" aria-hidden="true">
        <span className="legend-low">{low === FIXED_ENDS.low ? 'gone' : powerOfTen(low)}</span>
        <div
          className="legend-bar"
          style={{ backgroundImage: `linear-gradient(to ${upright ? 'top' : 'right'}, ${legendStops(theme)})` }}
        />
        <div className="legend-ticks">
          {legendTicks(ends).map((log) => (
            <span key={log} data-one={log === 0 || undefined} style={{ [edge]: `${100 * legendPlace(log, ends)}%` }}>
              {log === 0 ? '1' : powerOfTen(log)}
            </span>
          ))}
        </div>
      </div>
      {!upright && (
        <p className="quiet">
          1: one unit’s value as large as at the loss (|·|·√N/‖Δ‖₂); above it all paths burn alike.{' '}
          <i className="swatch hatch" /> exactly zero. Dashed: off the scale.
          {held > 0 && <Glossed text=" Dotted: steps at which no digit holds." />}
        </p>
      )}
    </section>
  );
}
