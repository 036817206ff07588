/** One parameter: each step's part as a strip of colour, over it the running sum, under it how far back it reaches. */
import { useCallback, useMemo } from 'react';
import type { ScaleEnds } from '../../charts/colour';
import { paintHeatmap } from '../../charts/heatmapPainter';
import { hueOf, rampOf } from '../../charts/ramps/palette';
import { stepX } from '../../charts/timeScale';
import { lastSteps, linearPath } from '../../charts/weightStrip';
import type { WeightStrip } from '../../engine/weightStrips';
import { isPeephole, type ParameterName as Name } from '../../settings/edges';
import { exactPower, sizeOr } from '../../story/format';
import { pathOfParameter } from '../../story/names';
import { Canvas } from '../common/Canvas';
import { useTheme } from '../common/context';
import { ParameterName } from '../common/ParameterName';
import { useSize } from '../common/useSize';
import { reachOf } from './reach';
import { reachWords, stepsBetween } from './words';

interface Props {
  readonly name: Name;
  /** Undefined while it is on its way. */
  readonly strip: WeightStrip | undefined;
  /** The same of the second run. */
  readonly second: WeightStrip | undefined;
  readonly ends: ScaleEnds;
  /** 0-based, the step whose part is written beside the strip. */
  readonly at: number;
  readonly showCross: boolean;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

export function WeightStripRow({ name, strip, second, ends, at, showCross, chosen, onChoose }: Props) {
  const theme = useTheme();
  const [plot, { width, height }] = useSize();
  const steps = strip?.perStep.length ?? 1;
  const ramp = rampOf(pathOfParameter(name));
  const draw = useCallback(
    (context: CanvasRenderingContext2D, ratio: number) => {
      const cells = strip === undefined ? new Float32Array(1).fill(Number.NaN) : Float32Array.from(strip.perStep);
      paintHeatmap(context, { cells, steps: cells.length, size: 1 }, { theme, ramp, ends, ratio });
    },
    [strip, theme, ramp, ends],
  );
  const frame = useMemo(() => ({ width, height, steps }), [width, height, steps]);
  const path = useMemo(() => (strip === undefined ? '' : linearPath(strip.running, frame)), [strip, frame]);
  const colour = hueOf(theme, ramp);
  const words = strip === undefined ? '…' : reachWords(strip.share, second?.share);
  const [half, most] = useMemo(() => reaches(strip), [strip]);
  const [otherHalf, otherMost] = useMemo(() => reaches(second ?? strip), [second, strip]);
  const value = strip?.perStep[at] ?? Number.NaN;
  const total = strip?.total ?? Number.NaN;
  return (
    // The keyboard chooses a strip in the list that holds them all.
    <div className="strip" data-parameter={name} data-chosen={chosen || undefined} onPointerEnter={onChoose}>
      <ParameterName name={name} />
      <div className="strip-figure">
        <div className="plot" ref={plot}>
          <Canvas className="heatmap" draw={draw} label={`Each step’s part of the gradient of ${name}: ${words}`} />
          <svg className="overlay" width={width} height={height} aria-hidden="true">
            <path className="norm halo" d={path} />
            <path className="norm" d={path} stroke={colour} strokeDasharray={isPeephole(name) ? '4 3' : undefined} />
            {showCross && (
              <line className="cross" x1={stepX(at, steps, width)} x2={stepX(at, steps, width)} y1={0} y2={height} />
            )}
          </svg>
        </div>
        <svg className="reach" width={width} height={4} aria-hidden="true">
          {[most, half].map((reach, index) => {
            if (Number.isNaN(reach)) return null;
            const { x, width: length } = lastSteps(reach, frame);
            return (
              <rect
                key={index === 0 ? 'most' : 'half'}
                x={x}
                y={0}
                width={length}
                height={index === 0 ? 1.5 : 4}
                fill={colour}
              />
            );
          })}
        </svg>
      </div>
      <span className="strip-value" translate="no" title={exactly(value, second?.perStep[at])}>
        {sizeOr('none', value, second?.perStep[at])}
      </span>
      <span className="strip-wide" title={exactly(total, second?.total)}>
        {sizeOr('none', total, second?.total)}
      </span>
      <span className="strip-wide">{stepsBetween(half, otherHalf)}</span>
      <span className="strip-wide">{stepsBetween(most, otherMost)}</span>
    </div>
  );
}

function exactly(log10: number, second: number | undefined): string | undefined {
  return Number.isNaN(log10) ? undefined : `‖·‖: ${exactPower(log10, second)}`;
}

/** From how many last steps half of it comes, and 90 %. */
function reaches(strip: WeightStrip | undefined): readonly [number, number] {
  return strip === undefined ? [Number.NaN, Number.NaN] : [reachOf(strip.share, 0.5), reachOf(strip.share, 0.1)];
}
