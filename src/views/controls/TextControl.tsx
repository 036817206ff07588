/** The text that the network reads, one character a step. */
import { useId } from 'react';
import { SPECS } from '../../settings/specs';
import { change, commit } from '../../store/store';
import { useApp, useAppStore } from '../context';
import { HelpText } from './HelpText';

export function TextControl() {
  const store = useAppStore();
  const { label, help, maxLength } = SPECS.text;
  const value = useApp((state) => state.panes[0].text);
  const id = useId();
  const length = [...value].length;
  return (
    <div className="control text" data-control="text">
      <label className="control-label" htmlFor={id}>
        {label} <span className="quiet">{length} characters = steps</span>
      </label>
      <textarea
        id={id}
        rows={2}
        aria-describedby={`${id}-help`}
        value={value}
        onChange={(event) => change(store, { text: [...event.currentTarget.value].slice(0, maxLength).join('') })}
        onBlur={() => commit(store)}
      />
      {length < 2 && (
        <span className="problem" role="alert">
          A text needs at least 2 characters; what is missing is read as silence.
        </span>
      )}
      <HelpText id={`${id}-help`} text={help} />
    </div>
  );
}
