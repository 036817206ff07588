/** Where the keys of a two-dimensional reading device take the crosshair. */
import type { Crosshair } from '../../store/store';

/** null: away with it; undefined: no key of ours. `rows` is how many there are of what the up and down arrows move through. */
export function crosshairAfter(
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  crosshair: Crosshair | null,
  steps: number,
  rows: number,
): Crosshair | null | undefined {
  // Where none is set there is none to take away: Escape is then somebody else's.
  if (key === 'Escape') return crosshair === null ? undefined : null;
  const { step, unit } = crosshair ?? { step: steps - 1, unit: 0 };
  const far = shiftKey ? 10 : 1;
  const targets: Readonly<Record<string, Crosshair>> = {
    ArrowLeft: { step: step - far, unit },
    ArrowRight: { step: step + far, unit },
    ArrowUp: { step, unit: unit - far },
    ArrowDown: { step, unit: unit + far },
    Home: { step: 0, unit },
    End: { step: steps - 1, unit },
  };
  const target = targets[key];
  if (target === undefined) return undefined;
  return { step: within(target.step, steps), unit: within(target.unit, rows) };
}

const within = (value: number, count: number): number => Math.min(count - 1, Math.max(0, value));
