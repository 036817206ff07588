/** One row of the forward pass: its values as a heatmap with its own scale, and under it the share of saturated units. */
import { useCallback, useMemo } from 'react';
import type { Theme } from '../../charts/colour';
import { PALETTES, pathColour, type RampName, rampOf } from '../../charts/ramps/palette';
import { stepX } from '../../charts/timeScale';
import { type ValueEnds, valueColour } from '../../charts/valueColour';
import { paintValues } from '../../charts/valuePainter';
import type { GateRow, Saturation } from '../../engine/gateRows';
import type { Crosshair } from '../../store/store';
import type { GateRowWords } from '../../story/cells/gateRows';
import { type AnySize, counted, exact, scaled, stepsOf } from '../../story/format';
import { Canvas } from '../common/Canvas';
import { useTheme } from '../common/context';
import { useSize } from '../common/useSize';
import { Glossed } from '../words/Word';
import { plainRow } from './plainRow';
import { endLabel, endsOfRow } from './rowWords';
import { SaturationRow } from './SaturationRow';

interface Props {
  readonly words: GateRowWords;
  /** Undefined while it is on its way. */
  readonly row: GateRow | undefined;
  readonly saturation: Saturation | undefined;
  /** The same of the second run. */
  readonly second: { readonly row: GateRow | undefined; readonly saturation: Saturation | undefined };
  readonly steps: number;
  readonly size: number;
  /** What is read: the crosshair, or where it would start. */
  readonly at: Crosshair;
  readonly showCross: boolean;
}

export function GateRowView({ words, row, saturation, second, steps, size, at, showCross }: Props) {
  const theme = useTheme();
  const [plot, { width, height }] = useSize();
  const { name, title, path, saturated } = words;
  const plain = useMemo(() => (row === undefined ? undefined : plainRow(row)), [row]);
  const ends = useMemo(
    () => (plain === undefined ? { low: 0, high: 1 } : endsOfRow(words.ends, plain)),
    [words.ends, plain],
  );
  const ramp = path !== null && ends.low >= 0 ? rampOf(path) : null;
  const draw = useCallback(
    (context: CanvasRenderingContext2D, ratio: number) => {
      if (plain === undefined) context.clearRect(0, 0, context.canvas.width, context.canvas.height);
      else paintValues(context, { values: plain.values, steps, size }, { theme, ramp, ends, ratio });
    },
    [plain, steps, size, theme, ramp, ends],
  );
  const colour = path === null ? PALETTES[theme].ink : pathColour(theme, path);
  const index = at.step * size + at.unit;
  const value = valueAt(row, index);
  const other = valueAt(second.row, index) ?? undefined;
  const x = stepX(at.step, steps, width);
  const y = ((at.unit + 0.5) * height) / size;
  return (
    <div className="gate" data-row={name}>
      <div className="gate-row">
        <div className="gate-name">
          <b translate="no" style={{ color: colour }}>
            {name}
          </b>{' '}
          <span className="quiet gate-title">
            <Glossed text={title} />
          </span>
          <span
            className="gate-value"
            translate="no"
            title={value === null ? undefined : `${name} = ${exact(value, other)}`}
          >
            {value === null ? '…' : scaled(value, other)}
          </span>
        </div>
        <div className="plot" data-plot="values" ref={plot}>
          <Canvas
            className="heatmap"
            draw={draw}
            label={`Heatmap of ${name}, ${title}: ${counted(size, 'unit')} by ${stepsOf(steps)}`}
          />
          <svg className="overlay" width={width} height={height} aria-hidden="true">
            {showCross && (
              <>
                <line className="cross" x1={x} x2={x} y1={0} y2={height} />
                <line className="cross unit" x1={0} x2={width} y1={y} y2={y} />
              </>
            )}
          </svg>
        </div>
        <div className="value-scale" translate="no" aria-hidden="true">
          <i style={{ background: gradientOf(theme, ramp, ends) }} />
          <span>{endLabel(ends.high, plain?.blockExponent ?? 0)}</span>
          <span>{endLabel(ends.low, plain?.blockExponent ?? 0)}</span>
        </div>
      </div>
      {saturation !== undefined && saturated !== null && (
        <SaturationRow
          saturation={saturation}
          words={saturated}
          second={second.saturation}
          at={at.step}
          showCross={showCross}
          colours={[
            valueColour(theme, ramp, ends, ends.high),
            ends.low < 0 ? valueColour(theme, ramp, ends, ends.low) : 'var(--muted)',
          ]}
        />
      )}
    </div>
  );
}

function valueAt(row: GateRow | undefined, index: number): AnySize | null {
  const mantissa = row?.mantissa[index];
  return mantissa === undefined ? null : { mantissa, blockExponent: row?.blockExponent?.[index] ?? 0 };
}

/** From the high end down to the low one. */
function gradientOf(theme: Theme, ramp: RampName | null, ends: ValueEnds): string {
  const stops = Array.from({ length: 9 }, (_, k) =>
    valueColour(theme, ramp, ends, ends.high + ((ends.low - ends.high) * k) / 8),
  );
  return `linear-gradient(${stops.join(', ')})`;
}
