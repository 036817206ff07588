/** The crossing ledger as a stacked band; negative crossings lie below zero, because they are real. */

import { useMemo } from 'react';
import { curvePath, stackedBands, verticalScale } from '../../charts/curves';
import { pathColour } from '../../charts/ramps/palette';
import { isPeephole } from '../../settings/edges';
import { fixed, magnitude, signed } from '../../story/format';
import { plainSymbol } from '../../story/names';
import { useApp, useShown, useTheme } from '../common/context';
import { heldWords, useHeldFrom } from '../common/held';
import { Subscripted } from '../common/Term';
import { useSize } from '../common/useSize';
import { Plot } from './Plot';

export function Crossings() {
  const theme = useTheme();
  const text = useShown('text');
  const result = text.run;
  const step = useApp((state) => state.crosshair?.step ?? 0);
  const [plotRef, size] = useSize();
  const held = useHeldFrom('g');
  const steps = result?.info.steps ?? 1;
  const bands = useMemo(() => {
    if (text.run === null) return null;
    const series = [...text.run.crossings].map(([name, values]) => ({ name, values }));
    return stackedBands(series, { ...size, steps }, (low, high) => verticalScale(low, high, size.height).y);
  }, [text, size, steps]);
  if (result === null || bands === null) return null;
  if (!result.info.hasLedger) {
    return (
      <p className="empty">
        The ledger counts the steps of one loss’s way back, so it needs a loss at the last step and no truncation. Set
        “Loss at” to the last step and “Truncation” to none.
      </p>
    );
  }
  const { y, ticks } = verticalScale(bands.low, bands.high, size.height);
  const at = Math.min(step, steps - 1);
  const edges = [...result.crossings.keys()];
  // Each label stands beside the middle of its band at the step that is read.
  let up = 0;
  let down = 0;
  const labels = edges.map((edge) => {
    const value = result.crossings.get(edge)?.[at] ?? Number.NaN;
    const base = value >= 0 ? up : down;
    const middle = y(base + (Number.isNaN(value) ? 0 : value) / 2);
    if (value >= 0) up += value;
    else if (value < 0) down += value;
    return {
      key: edge,
      // No gradient, no way that it came: once the ledger is there, that is an answer and not a wait.
      text: `${plainSymbol(edge)} ${Number.isNaN(value) && result.done.has('ledger') ? '–' : fixed(value, 1, result.perturbedCrossing(edge, at))}`,
      colour: pathColour(theme, edge),
      y: middle,
      stale: result.stale.has('crossings'),
    };
  });
  const lag = Float64Array.from({ length: steps }, (_, k) => steps - 1 - k);
  return (
    <>
      <Plot
        label="Crossings of each path, stacked, by step"
        unit="steps"
        y={y}
        ticks={ticks(4).map((value) => ({ value, label: signed(value) }))}
        size={size}
        plotRef={plotRef}
        labels={labels}
      >
        {bands.bands.map(({ name, path }, index) => (
          <path
            key={name}
            className="band"
            data-stale={result.stale.has('crossings') || undefined}
            d={path}
            fill={pathColour(theme, edges[index] ?? 'cec')}
            opacity={edges[index] !== undefined && isPeephole(edges[index]) ? 0.45 : 0.8}
          />
        ))}
        <path className="curve lag" d={curvePath(lag, y, { ...size, steps })} />
        <line className="mark" x1={0} x2={size.width} y1={y(0)} y2={y(0)} />
        {held > 0 && (
          <path className="held-mark" d={`M${(held * size.width) / steps},0v${size.height}`} stroke="var(--ink)">
            <title>{heldWords(held, steps)}</title>
          </path>
        )}
      </Plot>
      <SumRule />
    </>
  );
}

/** The sum rule in words, with its residual. */
function SumRule() {
  const { run: result } = useShown('text');
  if (result === null || !result.done.has('ledger')) return null;
  const { steps } = result.info;
  let worst = 0;
  let without = 0;
  for (let step = 0; step < steps; step++) {
    let sum = 0;
    for (const values of result.crossings.values()) sum += values[step];
    if (Number.isNaN(sum)) without++;
    else worst = Math.max(worst, Math.abs(sum - (steps - 1 - step)));
  }
  const miss = worst === 0 ? 'exactly' : `to within ${magnitude(Math.log10(worst))}`;
  return (
    <p className="chart-note">
      <Subscripted
        text={`The crossings sum to the lag ${miss} at every step${without > 0 ? ` that has a gradient (${without} ${without === 1 ? 'has' : 'have'} none)` : ''}.`}
      />
    </p>
  );
}
