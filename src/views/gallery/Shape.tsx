/** The river that an answer says: an outline on the river's own scale, in heat where it is larger than at the loss. */
import { useId } from 'react';
import { halfWidth } from '../../charts/river/width';

const WIDTH = 240;
const HEIGHT = 64;
const UNIT = 18;
const POINTS = 120;

/** `logs`: at even distances from step 1 to the loss. */
export function Shape({ logs }: { readonly logs: readonly number[] }) {
  const id = useId();
  const isHot = logs.some((log) => log > 0.5);
  const points = Array.from({ length: POINTS + 1 }, (_, k) => {
    const half = halfWidth(logAt(logs, k / POINTS), UNIT);
    return [(k * WIDTH) / POINTS, half > 0 ? Math.max(0.6, half) : 0] as const;
  });
  const along = (sign: 1 | -1) => points.map(([x, half]) => `${x},${(HEIGHT / 2 + sign * half).toFixed(1)}`);
  return (
    <svg className="shape" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <linearGradient id={id}>
        <stop offset="0" stopColor="var(--hot)" />
        <stop offset="0.75" stopColor="var(--hot)" stopOpacity="0.75" />
        <stop offset="1" stopColor="var(--neutral)" stopOpacity="0.6" />
      </linearGradient>
      <path className="bank" d={`M0 ${HEIGHT / 2 - UNIT}H${WIDTH}M0 ${HEIGHT / 2 + UNIT}H${WIDTH}`} />
      <path
        className="water"
        d={`M${along(-1).join('L')}L${along(1).reverse().join('L')}Z`}
        style={isHot ? { fill: `url(#${id})` } : undefined}
      />
    </svg>
  );
}

function logAt(logs: readonly number[], position: number): number {
  const at = position * (logs.length - 1);
  const k = Math.min(logs.length - 2, Math.floor(at));
  const [from, to] = [logs[k] ?? 0, logs[k + 1] ?? 0];
  // What is exactly zero does not fade in.
  if (from === -Infinity) return at - k < 1 ? from : to;
  return from + (to - from) * (at - k);
}
