/** A text to copy, and a button that says what has happened. */
import { useId, useRef, useState } from 'react';

interface Props {
  readonly label: string;
  /** As in "Copy snippet". */
  readonly what: string;
  readonly text: string;
}

export function CopyText({ label, what, text }: Props) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [said, setSaid] = useState('');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(`The ${what} is copied.`);
    } catch {
      field.current?.select();
      setSaid(`This browser does not let the page copy; the ${what} is selected.`);
    }
  };
  return (
    <div className="copy-text">
      <label htmlFor={id}>{label}</label>
      <textarea id={id} ref={field} readOnly rows={2} value={text} />
      <button type="button" onClick={() => void copy()}>
        Copy {what}
      </button>
      <span role="status" className="quiet">
        {said}
      </span>
    </div>
  );
}
