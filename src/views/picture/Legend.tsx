/** The one colour scale, with the marks that are not on it. */
import { colourOf } from '../../charts/colour';
import { powerOfTen } from '../../story/format';
import { useTheme } from '../common/context';
import { useHeldFrom } from '../common/held';
import { useEnds } from '../common/useEnds';
import { Segmented } from '../controls/ChoiceControl';
import { Glossed } from '../words/Word';

const STOPS = 48;

/** `upright`: the bar stands, and what it has to say is kept short. */
export function Legend({ upright = false }: { readonly upright?: boolean }) {
  const theme = useTheme();
  const ends = useEnds();
  const held = useHeldFrom('g');
  const span = ends.high - ends.low;
  const stops = Array.from({ length: STOPS }, (_, k) => ends.low + ((k + 0.5) / STOPS) * span);
  const wanted = upright
    ? [ends.low, 0, ends.high, Math.round(ends.high / 2), -3, -6]
    : [ends.low, 0, ends.high, Math.round(ends.low / 2), Math.round(ends.high / 2)];
  // Ticks that would print on one another are left out, the ends and 10⁰ last.
  const ticks = wanted
    .filter((value, index) => wanted.slice(0, index).every((other) => Math.abs(value - other) > 0.12 * span))
    .sort((a, b) => a - b);
  const place = (value: number): string => `${(100 * (value - ends.low)) / span}%`;
  const edge = upright ? 'bottom' : 'left';
  return (
    <section className={upright ? 'legend upright' : 'legend'} aria-label="Colour scale">
      <div className="panel-head">
        <h2>{upright ? 'size against the loss' : <Glossed text="Size against the loss" />}</h2>
        {!upright && <Segmented name="scale" />}
      </div>
      <div className="legend-bar" aria-hidden="true">
        {stops.map((value) => (
          <i key={value} style={{ background: colourOf(theme, ends, value) }} />
        ))}
        <b style={{ [edge]: place(0) }} />
      </div>
      <div className="legend-ticks" translate="no">
        {ticks.map((value) => (
          <span key={value} style={{ [edge]: place(value) }}>
            {upright && value === ends.low ? 'gone' : upright && value === 0 ? <b>1</b> : powerOfTen(value)}
          </span>
        ))}
      </div>
      {!upright && (
        <p className="quiet">
          10⁰: one unit’s value as large as at the loss (|·|·√N/‖Δ‖₂). <i className="swatch hatch" /> exactly zero.
          Dashed: where values leave the scale. The line in each row is its norm ‖·‖₂ on the same scale.
          {held > 0 && <Glossed text=" Dotted: steps at which no digit holds." />}
        </p>
      )}
    </section>
  );
}
