/** The text that the network reads, one character a step. */
import { useId, useState } from 'react';
import { charactersOf, firstCharacters, wellFormed } from '../../settings/characters';
import { SPECS } from '../../settings/specs';
import { change, choose, commit, reset } from '../../store/store';
import { useApp, useAppStore } from '../common/context';
import { HelpText } from './HelpText';

export function TextControl() {
  const store = useAppStore();
  const { label, help, maxLength } = SPECS.text;
  const value = useApp((state) => state.panes[0].text);
  const counted = useApp((state) => state.panes[0].characters);
  const [rejected, setRejected] = useState<{ readonly problem: string; readonly beside: string } | null>(null);
  const id = useId();
  const length = charactersOf(value, counted).length;
  // What was wrong with an older text is no news beside a newer one.
  const problem = rejected?.beside === value ? rejected.problem : null;
  const type = (typed: string): void => {
    const whole = wellFormed(typed);
    const { text, lost } = firstCharacters(whole, maxLength, counted);
    const problems = [
      ...(lost > 0
        ? [
            `${lost === 1 ? 'The last character was' : `The last ${lost} characters were`} left out: ${maxLength} are the most.`,
          ]
        : []),
      ...(whole === typed ? [] : ['Halves of characters were replaced by �.']),
    ];
    setRejected(problems.length > 0 ? { problem: problems.join(' '), beside: text } : null);
    change(store, { text });
  };
  return (
    <div className="control text" data-control="text">
      <label className="control-label" htmlFor={id} onDoubleClick={() => reset(store, 'text')}>
        {label}{' '}
        <span className="quiet">
          {plural(length, counted === 'graphemes' ? 'character' : 'code point')}, {Math.max(2, length)} steps
        </span>
      </label>
      <textarea
        id={id}
        rows={2}
        aria-describedby={problem === null ? `${id}-help` : `${id}-problem ${id}-help`}
        value={value}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={() => commit(store)}
      />
      {problem !== null && (
        <span className="problem" id={`${id}-problem`} role="alert">
          {problem}
        </span>
      )}
      {counted === 'codePoints' && (
        <p className="source">
          Counted by code points, as in older links.{' '}
          <button type="button" className="small" onClick={() => choose(store, { characters: 'graphemes' })}>
            Count characters
          </button>
        </p>
      )}
      <HelpText id={`${id}-help`} text={help} />
    </div>
  );
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
