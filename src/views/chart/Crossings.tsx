/** The crossing ledger as columns in the paths' hues; negative crossings hang below zero, hatched, because they are real. */
import { useId, useMemo } from 'react';
import { curvePath, verticalScale } from '../../charts/curves';
import { pathColour } from '../../charts/ramps/palette';
import { stackedSteps } from '../../charts/stackedSteps';
import { isPeephole } from '../../settings/edges';
import { fixed, magnitude, signed } from '../../story/format';
import { plainSymbol } from '../../story/names';
import { useApp, useShown, useTheme } from '../common/context';
import { heldWords, useHeldFrom } from '../common/held';
import { Plot } from '../common/Plot';
import { Subscripted } from '../common/Term';
import { useSize } from '../common/useSize';

export function Crossings() {
  const theme = useTheme();
  const text = useShown('text');
  const result = text.run;
  const step = useApp((state) => state.crosshair?.step ?? 0);
  const [plotRef, size] = useSize();
  const held = useHeldFrom('g');
  const hatchId = useId();
  const steps = result?.info.steps ?? 1;
  const bands = useMemo(() => {
    if (text.run === null) return null;
    return stackedSteps(text.run.crossings, { ...size, steps }, (low, high) => verticalScale(low, high, size.height).y);
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
      isBelow: value < 0,
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
        labels={inOrderOfBands(labels)}
      >
        <defs>
          {edges.map((edge) => (
            <Hatch key={edge} id={`${hatchId}${edge}`} colour={pathColour(theme, edge)} />
          ))}
        </defs>
        {bands.layers.map(({ name, up, down }) => (
          <g key={name} className="band" data-stale={result.stale.has('crossings') || undefined}>
            <path d={up} fill={pathColour(theme, name)} opacity={isPeephole(name) ? 0.5 : undefined} />
            <path d={down} fill={`url(#${hatchId}${name})`} />
          </g>
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

/** What cancels: lines of 1.4 px in the path's hue, every 4. */
function Hatch({ id, colour }: { readonly id: string; readonly colour: string }) {
  return (
    <pattern id={id} width={4} height={4} patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
      <rect width={4} height={1.4} fill={colour} />
    </pattern>
  );
}

/** From top to bottom, as they are stacked: labels of bands too thin to stand apart are then in the bands' own order. */
function inOrderOfBands<L extends { readonly isBelow: boolean }>(labels: readonly L[]): L[] {
  return [...labels.filter(({ isBelow }) => !isBelow).reverse(), ...labels.filter(({ isBelow }) => isBelow)];
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
