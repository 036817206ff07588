/** The text that the network reads, one character a step. */
import { useId } from 'react';
import { SPECS } from '../../settings/specs';
import { change, commit, reset } from '../../store/store';
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
      <label className="control-label" htmlFor={id} onDoubleClick={() => reset(store, 'text')}>
        {label}{' '}
        <span className="quiet">
          {length} {length === 1 ? 'character' : 'characters'}, {Math.max(2, length)} steps
        </span>
      </label>
      <textarea
        id={id}
        rows={2}
        aria-describedby={`${id}-help`}
        value={value}
        onChange={(event) => change(store, { text: [...event.currentTarget.value].slice(0, maxLength).join('') })}
        onBlur={() => commit(store)}
      />
      <HelpText id={`${id}-help`} text={help} />
    </div>
  );
}
