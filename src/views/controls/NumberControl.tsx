/** A slider with its value: drag, arrow keys, a typed number, double-click to reset. */
import { type ReactNode, useId, useRef } from 'react';
import { helpOf, labelOf } from '../../settings/controls';
import type { SettingKey, Settings } from '../../settings/settings';
import type { NumberSpec } from '../../settings/spec';
import { SPECS } from '../../settings/specs';
import { positionOf, snap, valueAt } from '../../settings/track';
import { change, choose, commit, putBack, reset } from '../../store/store';
import type { TourTarget } from '../../story/tour';
import { useApp, useAppStore, useChoices } from '../common/context';
import { Subscripted } from '../common/Term';
import { WordMark } from '../words/Word';
import { HelpText } from './HelpText';
import { NumberField, show } from './NumberField';

type NumberKey = { [K in SettingKey]: Settings[K] extends number ? K : never }[SettingKey];

interface Props {
  readonly name: NumberKey;
  /** Instead of what the cell or the table of settings calls it, where the place gives it a better one. */
  readonly label?: string;
  readonly prominent?: boolean;
  /** Why the control has no effect now; it is then disabled, and says so. */
  readonly idle?: string | null;
  /** Its name for the guided tour. */
  readonly tour?: TourTarget;
  /** The glossary's entry that explains the label. */
  readonly word?: string;
  /** False where a track would say nothing, as for a seed. */
  readonly slider?: boolean;
  /** On the track. */
  readonly mark?: ReactNode;
}

/** Positions on the range input's track. */
const TRACK = 1000;

export function NumberControl({ name, label, prominent = false, idle = null, word, tour, slider = true, mark }: Props) {
  const store = useAppStore();
  const spec: NumberSpec = SPECS[name];
  const value = useApp((state) => state.panes[0][name]);
  const naming = useChoices('cell', 'scaledBy');
  const helpId = useId();
  /** All settings as they were when the pointer took hold of the slider. */
  const held = useRef<Settings | null>(null);
  const text = label ?? labelOf(naming, name);
  const move = (position: number): void => change(store, { [name]: valueAt(spec, position) });
  return (
    <div
      className={prominent ? 'control prominent' : 'control'}
      data-control={name}
      data-tour={tour}
      data-idle={idle !== null || undefined}
    >
      <span className="control-name">
        <label className="control-label" htmlFor={`${helpId}-range`} onDoubleClick={() => reset(store, name)}>
          <Subscripted text={text} />
        </label>
        {word !== undefined && <WordMark id={word} />}
      </span>
      {slider && (
        <input
          type="range"
          id={`${helpId}-range`}
          min={0}
          max={TRACK}
          step={1}
          aria-label={text}
          aria-valuetext={`${show(spec, value)}${spec.unit === undefined ? '' : ` ${spec.unit}`}`}
          aria-describedby={helpId}
          disabled={idle !== null}
          value={Math.round(positionOf(spec, value) * TRACK)}
          style={{ ['--at' as string]: `${100 * positionOf(spec, value)}%` }}
          onChange={(event) => move(Number(event.currentTarget.value) / TRACK)}
          onPointerDown={() => {
            [held.current] = store.getState().panes;
          }}
          onPointerUp={() => {
            held.current = null;
            commit(store);
          }}
          // A scroll that began on the slider: it was not meant.
          onPointerCancel={() => {
            if (held.current !== null) putBack(store, held.current);
            held.current = null;
          }}
          onDoubleClick={() => reset(store, name)}
          onKeyDown={(event) => {
            const direction = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[
              event.key
            ];
            if (direction === undefined) return;
            // A key moves the value by its own step, not the track by a thousandth of it.
            event.preventDefault();
            change(store, { [name]: snap(spec, value + direction * spec.step * (event.shiftKey ? 10 : 1)) });
          }}
          // A key that is held down is one change, like a drag.
          onKeyUp={(event) => {
            if (/^(Arrow|Page|Home|End)/.test(event.key)) commit(store);
          }}
        />
      )}
      {mark}
      <NumberField
        spec={spec}
        value={value}
        label={text}
        disabled={idle !== null}
        describedBy={helpId}
        onValue={(typed) => choose(store, { [name]: typed })}
        onStep={(stepped) => change(store, { [name]: stepped })}
        onStepped={() => commit(store)}
      />
      {prominent && idle !== null && <span className="idle-reason">{idle}</span>}
      <HelpText id={helpId} text={idle ?? helpOf(naming, name)} />
    </div>
  );
}
