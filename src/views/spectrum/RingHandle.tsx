/** The circle of the spectral radius as a slider: its line and its handle can be dragged, the handle takes the keys. */
import { onCircle, type Plane } from '../../charts/complexPlane';
import type { RadiusKey } from '../../settings/radii';
import { SPECS } from '../../settings/specs';
import { show } from '../controls/NumberField';
import { useRing } from './useRing';

interface Props {
  readonly name: RadiusKey;
  /** "all recurrent matrices", "R_z": whose radius this is. */
  readonly whose: string;
  readonly plane: Plane;
  readonly origin: () => DOMRect | undefined;
  readonly colour: string;
  readonly onGrab: (grabbed: boolean) => void;
}

/** Pixels that the label needs beside the handle. */
const LABEL = 80;

export function RingHandle({ name, whose, plane, origin, colour, onGrab }: Props) {
  const { radius, angle, isDragged, pointer, keys } = useRing(name, plane, origin, onGrab);
  const spec = SPECS[name];
  const { x, y } = onCircle(plane, radius, angle, 8);
  const text = show(spec, radius);
  return (
    <>
      <svg className="ring" width={plane.width} height={plane.height} aria-hidden="true">
        <circle
          className="ring-line"
          cx={plane.centreX}
          cy={plane.centreY}
          r={radius * plane.scale}
          stroke={colour}
          data-dragged={isDragged || undefined}
        />
        <circle
          className="ring-grip"
          cx={plane.centreX}
          cy={plane.centreY}
          r={radius * plane.scale}
          data-dragged={isDragged || undefined}
          {...pointer}
        />
      </svg>
      <div
        className="ring-handle"
        role="slider"
        tabIndex={0}
        aria-label={`Ring: radius of ${whose}`}
        aria-valuemin={spec.min}
        aria-valuemax={spec.max}
        aria-valuenow={radius}
        aria-valuetext={text}
        title="Drag the ring: it is the spectral radius"
        data-dragged={isDragged || undefined}
        style={{ left: x, top: y, color: colour }}
        {...pointer}
        {...keys}
      />
      <span
        className="circle-label radius"
        data-side={x < plane.centreX || x > plane.width - LABEL ? 'left' : 'right'}
        style={{ left: x, top: y, color: colour }}
        aria-hidden="true"
      >
        ρ = {text}
      </span>
    </>
  );
}
