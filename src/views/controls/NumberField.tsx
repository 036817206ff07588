/** A number that can be typed: what cannot be used is said under it, and the value before stays. */
import { useId, useState } from 'react';
import type { NumberSpec } from '../../settings/spec';
import { parseNumber } from '../../settings/validate';

interface Props {
  readonly spec: NumberSpec;
  readonly value: number;
  readonly label: string;
  readonly disabled: boolean;
  readonly describedBy: string;
  readonly onValue: (value: number) => void;
  /** While an arrow key is down, and when it is let go. */
  readonly onStep: (value: number) => void;
  readonly onStepped: () => void;
}

export function NumberField({ spec, value, label, disabled, describedBy, onValue, onStep, onStepped }: Props) {
  const [draft, setDraft] = useState<string | null>(null);
  const [rejected, setRejected] = useState<{ readonly problem: string; readonly beside: number } | null>(null);
  const problemId = useId();
  // What was wrong with an older number is no news beside a newer one.
  const problem = rejected?.beside === value ? rejected.problem : null;
  const finish = (): void => {
    if (draft === null) return;
    const parsed = parseNumber(spec, draft);
    if (parsed.ok) {
      setRejected(null);
      if (parsed.value !== value) onValue(parsed.value);
    } else setRejected({ problem: `${parsed.problem}; ${show(spec, value)} is kept.`, beside: value });
    setDraft(null);
  };
  return (
    <>
      <input
        className="number"
        type="text"
        inputMode="decimal"
        aria-label={`${label}, value`}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? describedBy : `${problemId} ${describedBy}`}
        disabled={disabled}
        value={draft ?? show(spec, value)}
        onFocus={(event) => {
          setRejected(null);
          event.currentTarget.select();
        }}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={finish}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            finish();
            event.currentTarget.select();
          } else if (event.key === 'Escape') {
            // It takes back what was typed, and nothing else.
            event.preventDefault();
            setDraft(null);
            setRejected(null);
          } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
            event.preventDefault();
            const by = (event.key === 'ArrowUp' ? 1 : -1) * spec.step * (event.shiftKey ? 10 : 1);
            setDraft(null);
            setRejected(null);
            const stepped = Number((value + by).toFixed(6));
            onStep(Math.min(spec.max, Math.max(spec.min, stepped)));
          }
        }}
        onKeyUp={(event) => {
          if (event.key === 'ArrowUp' || event.key === 'ArrowDown') onStepped();
        }}
      />
      {problem !== null && (
        <span className="problem" id={problemId} role="alert">
          {problem}
        </span>
      )}
    </>
  );
}

/** With as many digits as a step of the arrow keys changes, unless more were typed. */
export function show(spec: NumberSpec, value: number): string {
  const digits = spec.integer ? 0 : Math.max(0, Math.ceil(-Math.log10(spec.step)));
  const short = value.toFixed(digits);
  return (Number(short) === value ? short : String(value)).replace('-', '−');
}
