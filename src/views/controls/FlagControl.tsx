/** On or off. */
import { useId } from 'react';
import { helpOf, labelOf } from '../../settings/controls';
import type { SettingKey, Settings } from '../../settings/settings';
import { choose, reset } from '../../store/store';
import { useApp, useAppStore, useChoices } from '../common/context';
import { HelpText } from './HelpText';

type FlagKey = { [K in SettingKey]: Settings[K] extends boolean ? K : never }[SettingKey];

export function FlagControl({ name }: { readonly name: FlagKey }) {
  const store = useAppStore();
  const naming = useChoices('cell', 'scaledBy');
  const value = useApp((state) => state.panes[0][name]);
  const id = useId();
  return (
    <div className="control flag" data-control={name}>
      <label className="control-label" onDoubleClick={() => reset(store, name)}>
        <input
          type="checkbox"
          aria-describedby={id}
          checked={value}
          onChange={(event) => choose(store, { [name]: event.currentTarget.checked })}
        />
        {labelOf(naming, name)}
      </label>
      <HelpText id={id} text={helpOf(naming, name)} />
    </div>
  );
}
