/** The complex plane: axes, circles about the origin with their labels, and eigenvalues one of which is read out. */
import { memo, type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { dotsPath, nearestPoint, onCircle, type Plane, type Points, pixelOf, planeOf } from '../../charts/complexPlane';
import { signed } from '../../story/format';
import { useSize } from '../common/useSize';
import type { PointSet } from './pointSet';
import { Readout } from './Readout';

export interface Circle {
  readonly key: string;
  readonly radius: number;
  /** On the real axis; 0 unless it says otherwise. */
  readonly centre?: number;
  readonly colour: string;
  readonly label: ReactNode;
  readonly title: string;
  /** Where its label stands, in degrees. */
  readonly angle: number;
  readonly kind: 'unit' | 'radius' | 'norm' | 'other';
}

interface Props {
  readonly label: string;
  /** "λ", "μ" */
  readonly symbol: string;
  readonly reach: number;
  /** Beside the unit circle. */
  readonly circles: readonly Circle[];
  /** The first set is the one that the arrow keys walk through. */
  readonly sets: readonly PointSet[];
  readonly stale?: boolean;
  readonly onChoose?: (key: string) => void;
  /** Over the plane: the ring that can be dragged. */
  readonly ring?: (plane: Plane, origin: () => DOMRect | undefined) => ReactNode;
  readonly children?: ReactNode;
}

/** In every plane: what lies within decays, what lies beyond grows. */
const UNIT_CIRCLE: Circle = {
  key: 'unit',
  radius: 1,
  colour: 'var(--muted)',
  label: '1',
  title: 'The unit circle',
  angle: 230,
  kind: 'unit',
};

/** How near, in pixels, the pointer has to come to an eigenvalue. */
const WITHIN = 18;
/** So many dots are drawn smaller. */
const MANY = 100;

interface Selected {
  readonly key: string;
  readonly index: number;
  /** The set in question when it was selected: with another, the readout starts anew. */
  readonly first: string | undefined;
}

export function PlaneFigure({
  label,
  symbol,
  reach,
  circles: own,
  sets,
  stale = false,
  onChoose,
  ring,
  children,
}: Props) {
  const [sizeRef, { width, height }] = useSize();
  const box = useRef<HTMLDivElement | null>(null);
  const circles = [UNIT_CIRCLE, ...own];
  const first = sets[0]?.key;
  const [kept, setSelected] = useState<Selected | null>(null);
  const selected = kept?.first === first ? kept : null;
  const plane = useMemo(() => planeOf(width, height, reach), [width, height, reach]);
  const pointed = sets.find(({ key }) => key === selected?.key) ?? sets[0];
  const index =
    selected !== null && pointed?.key === selected.key && selected.index < pointed.re.length ? selected.index : null;
  const under = (event: React.PointerEvent): Selected | null => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const found = nearestPoint(plane, sets, { x: event.clientX - left, y: event.clientY - top }, WITHIN);
    const set = found === null ? undefined : sets[found.set];
    return found === null || set === undefined ? null : { key: set.key, index: found.index, first };
  };
  const marked = pointed === undefined || index === null ? null : pixelOf(plane, pointed.re[index], pointed.im[index]);
  // The same function at every render, or the element would be measured anew each time.
  const ref = useCallback(
    (element: HTMLDivElement | null) => {
      box.current = element;
      return sizeRef(element);
    },
    [sizeRef],
  );
  return (
    <figure className="plane-figure">
      <div
        className="plane"
        translate="no"
        ref={ref}
        data-stale={stale || undefined}
        onPointerMove={(event) => {
          const found = under(event);
          if (found !== null) setSelected(found);
        }}
        onPointerDown={(event) => {
          const found = under(event);
          if (found === null) return;
          onChoose?.(found.key);
          setSelected(onChoose === undefined ? found : { ...found, first: found.key });
        }}
      >
        <svg width={width} height={height} role="img" aria-label={label}>
          <Axes plane={plane} />
          {circles.map(({ key, radius, centre = 0, colour, kind }) => (
            <circle
              key={key}
              className={`circle ${kind}`}
              cx={pixelOf(plane, centre, 0).x}
              cy={plane.centreY}
              r={Math.max(0, radius * plane.scale)}
              stroke={colour}
            />
          ))}
          {/* The set in question lies on top. */}
          {sets.toReversed().map(({ key, re, im, colour, faint }) => (
            <Dots key={key} plane={plane} re={re} im={im} colour={colour} faint={faint === true} />
          ))}
          {marked !== null && <circle className="marked" cx={marked.x} cy={marked.y} r={6} />}
        </svg>
        <AxisLabels plane={plane} symbol={symbol} />
        {circles.map((circle) => (
          <CircleLabel key={circle.key} plane={plane} circle={circle} />
        ))}
        {ring?.(plane, () => box.current?.getBoundingClientRect())}
        {children}
      </div>
      <Readout
        symbol={symbol}
        set={pointed}
        index={index}
        onIndex={(next) => pointed !== undefined && setSelected({ key: pointed.key, index: next, first })}
      />
    </figure>
  );
}

function Axes({ plane }: { readonly plane: Plane }) {
  const { width, height, centreX, centreY, real, imaginary } = plane;
  return (
    <g className="plane-axes">
      <line x1={0} x2={width} y1={centreY} y2={centreY} />
      <line x1={centreX} x2={centreX} y1={0} y2={height} />
      {real.map(({ value, at }) => (
        <line key={value} x1={at} x2={at} y1={height - 4} y2={height} />
      ))}
      {imaginary.map(({ value, at }) => (
        <line key={value} x1={0} x2={4} y1={at} y2={at} />
      ))}
    </g>
  );
}

function AxisLabels({ plane, symbol }: { readonly plane: Plane; readonly symbol: string }) {
  const { width, height, real, imaginary } = plane;
  return (
    <div className="plane-labels" aria-hidden="true">
      {real
        .filter(({ at }) => at > 30 && at < width - 44)
        .map(({ value, at }) => (
          <span key={value} className="real" style={{ left: at }}>
            {signed(value)}
          </span>
        ))}
      {imaginary
        .filter(({ at }) => at > 22 && at < height - 20)
        .map(({ value, at }) => (
          <span key={value} className="imaginary" style={{ top: at }}>
            {signed(value)}
          </span>
        ))}
      <span className="re">Re {symbol}</span>
      <span className="im">Im {symbol}</span>
    </div>
  );
}

const Dots = memo(function Dots({
  plane,
  re,
  im,
  colour,
  faint,
}: Points & { readonly plane: Plane; readonly colour: string; readonly faint: boolean }) {
  return (
    <path
      className="dots"
      d={dotsPath(plane, { re, im })}
      stroke={colour}
      data-faint={faint || undefined}
      data-many={re.length > MANY || undefined}
    />
  );
});

function CircleLabel({ plane, circle }: { readonly plane: Plane; readonly circle: Circle }) {
  const { radius, angle, colour, label, title, kind } = circle;
  const { x, y, inside } = onCircle(plane, radius, (angle * Math.PI) / 180, 8);
  if (!inside || plane.width === 0) return null;
  // Beside the line, on the side away from the origin.
  const side = Math.cos((angle * Math.PI) / 180) < 0 ? 'left' : 'right';
  return (
    <span className={`circle-label ${kind}`} data-side={side} style={{ left: x, top: y, color: colour }} title={title}>
      {label}
    </span>
  );
}
