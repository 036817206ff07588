/** One of several: a select, or a row of buttons where there is room. */
import { useId } from 'react';
import { helpOf, labelOf } from '../../settings/controls';
import type { SettingKey, Settings } from '../../settings/settings';
import type { ChoiceSpec } from '../../settings/spec';
import { SPECS } from '../../settings/specs';
import { choose, reset } from '../../store/store';
import { useApp, useAppStore, useChoices } from '../common/context';
import { HelpText } from './HelpText';

export type ChoiceKey = {
  [K in SettingKey]: Settings[K] extends string ? (string extends Settings[K] ? never : K) : never;
}[SettingKey];

function specOf(name: ChoiceKey): ChoiceSpec<string> {
  return SPECS[name] as ChoiceSpec<string>;
}

interface ChoiceProps {
  readonly name: ChoiceKey;
  /** The options that mean something now; one that does not counts as the first of these. */
  readonly only?: readonly string[] | undefined;
}

export function ChoiceControl({ name, only }: ChoiceProps) {
  const store = useAppStore();
  const spec = specOf(name);
  const chosen = useApp((state) => state.panes[0][name]);
  const naming = useChoices('cell', 'scaledBy');
  const options = spec.options.filter(({ value }) => only?.includes(value) ?? true);
  const value = options.some((option) => option.value === chosen) ? chosen : options[0]?.value;
  const id = useId();
  return (
    <div className="control" data-control={name}>
      <label className="control-label" htmlFor={id} onDoubleClick={() => reset(store, name)}>
        {labelOf(naming, name)}
      </label>
      <select
        id={id}
        aria-describedby={`${id}-help`}
        value={value}
        onChange={(event) => choose(store, { [name]: event.currentTarget.value } as Partial<Settings>)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <HelpText id={`${id}-help`} text={helpOf(naming, name)} />
    </div>
  );
}

/** The same as radio buttons that look like one bar. */
interface SegmentedProps {
  readonly name: ChoiceKey;
  readonly label?: string;
  /** Shorter words for its options, where there is little room; the longer are shown when they are pointed at. */
  readonly words?: Readonly<Record<string, string>>;
  /** What each option does, told when it is pointed at. */
  readonly titles?: Readonly<Record<string, string>>;
}

export function Segmented({ name, label, words, titles }: SegmentedProps) {
  const store = useAppStore();
  const spec = specOf(name);
  const value = useApp((state) => state.panes[0][name]);
  const id = useId();
  return (
    <fieldset className="segmented" data-control={name}>
      <legend className="visually-hidden">{label ?? spec.label}</legend>
      {spec.options.map((option) => (
        <label
          key={option.value}
          data-on={option.value === value || undefined}
          title={titles?.[option.value] ?? (words === undefined ? undefined : `${spec.label}: ${option.label}`)}
          onDoubleClick={() => reset(store, name)}
        >
          <input
            type="radio"
            name={id}
            value={option.value}
            checked={option.value === value}
            onChange={() => choose(store, { [name]: option.value } as Partial<Settings>)}
          />
          {words?.[option.value] ?? option.label}
        </label>
      ))}
    </fieldset>
  );
}
