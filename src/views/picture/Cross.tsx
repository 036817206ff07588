/** The crosshair over a heatmap, and the veil over what is not played back yet. */
import { memo } from 'react';
import { stepX } from '../../charts/timeScale';
import { useApp } from '../common/context';

/** In CSS pixels, at least: the line goes on between two rows. */
const BETWEEN_ROWS = 5;

interface Props {
  readonly steps: number;
  readonly size: number;
  readonly width: number;
  readonly height: number;
}

/** The crosshair, which alone follows the pointer: the row under it is not drawn anew. */
export const Cross = memo(function Cross({ steps, size, width, height }: Props) {
  const crosshair = useApp((state) => state.crosshair);
  const playing = useApp((state) => state.playing);
  if (crosshair === null && !playing) return null;
  const x = stepX(Math.min(crosshair?.step ?? 0, steps - 1), steps, width);
  const y = ((Math.min(crosshair?.unit ?? 0, size - 1) + 0.5) * height) / size;
  return (
    <svg className="overlay" width={width} height={height} aria-hidden="true">
      {playing && <rect className="veil" width={x} height={height} />}
      {crosshair !== null && (
        <>
          <line className="cross-rim" x1={x} x2={x} y1={-BETWEEN_ROWS} y2={height} />
          <line className="cross" x1={x} x2={x} y1={-BETWEEN_ROWS} y2={height} />
          <line className="cross unit" x1={0} x2={width} y1={y} y2={y} />
        </>
      )}
    </svg>
  );
});
