/** How fast the sweep is played. */

import type { Settings } from '../../settings/settings';
import { SPECS } from '../../settings/specs';
import { choose } from '../../store/store';
import { useApp, useAppStore } from '../common/context';

export function Speed() {
  const store = useAppStore();
  const speed = useApp((state) => state.panes[0].speed);
  return (
    <select
      className="speed"
      aria-label="Speed of playback, steps per second"
      title={SPECS.speed.help}
      value={speed}
      onChange={(event) => choose(store, { speed: event.currentTarget.value as Settings['speed'] })}
    >
      {SPECS.speed.options.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}
