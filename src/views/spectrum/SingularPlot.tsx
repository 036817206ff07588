/** All singular values of one step, largest first, with the sizes of its eigenvalues beside them. */
import { memo } from 'react';
import { curvePath } from '../../charts/curves';
import { stepX } from '../../charts/timeScale';
import type { JacobianBatch } from '../../engine/jacobianSpectrum';
import { LogPlot } from './LogPlot';
import { logs, modulusLogs, roundingLog } from './stepValues';

interface Props {
  readonly batch: JacobianBatch | null;
  readonly stale: boolean;
}

/** Where dots would run into one another there is a line. */
const ROOM = 4;

/** Drawn anew only with another Jacobian: at N = 256 these are a thousand dots. */
export const SingularPlot = memo(function SingularPlot({ batch, stale }: Props) {
  const singular = batch === null ? new Float64Array() : logs(batch, batch.singular);
  const moduli = batch === null ? new Float64Array() : modulusLogs(batch);
  const floor = batch === null ? -Infinity : roundingLog(batch);
  const count = Math.max(1, singular.length);
  const top = singular[0] ?? 0;
  const isZero = batch !== null && top === -Infinity;
  const smallest = Math.max(floor, Math.min(singular.at(-1) ?? 0, moduli.at(-1) ?? 0));
  const low = Number.isFinite(smallest) ? Math.min(-0.3, smallest) : -1;
  const high = Math.max(0.3, Number.isFinite(top) ? top : 0);
  const lost = singular.filter((value) => value < floor).length;
  return (
    <LogPlot
      title="σ filled, |λ| hollow, largest first; log scale"
      label="Singular values and eigenvalue sizes of the step's Jacobian, largest first"
      count={count}
      places={[...new Set([1, Math.ceil(count / 2), count])].map((place) => ({ at: place - 1, text: String(place) }))}
      axis="k ="
      range={[low, high]}
      ends={[]}
      stale={stale}
    >
      {(y, frame) => {
        const clipped = (values: Float64Array): Float64Array => values.map((value) => Math.max(value, floor));
        const radius = frame.width / count > ROOM ? 2 : 1.25;
        if (batch === null || isZero) {
          return (
            <text className="mark-text" x={frame.width / 2} y={frame.height / 2} textAnchor="middle">
              {isZero ? 'every singular value is exactly 0' : 'computing …'}
            </text>
          );
        }
        return (
          <>
            {lost > 0 && (
              <>
                <line className="mark" x1={0} x2={frame.width} y1={y(floor)} y2={y(floor)} />
                <text className="mark-text" x={4} y={y(floor) - 4}>
                  {lost} below rounding
                </text>
              </>
            )}
            <path className="curve" d={curvePath(clipped(singular), y, frame)} stroke="var(--ink)" opacity={0.4} />
            {Array.from(clipped(moduli), (value, k) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the k-th largest is what a dot is
              <circle key={k} className="modulus" cx={stepX(k, count, frame.width)} cy={y(value)} r={radius + 0.5} />
            ))}
            {Array.from(clipped(singular), (value, k) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the k-th largest is what a dot is
              <circle key={k} className="singular" cx={stepX(k, count, frame.width)} cy={y(value)} r={radius} />
            ))}
          </>
        );
      }}
    </LogPlot>
  );
});
