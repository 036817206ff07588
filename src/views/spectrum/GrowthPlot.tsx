/** ‖Rᵏ‖ of each recurrent matrix over k, and the ρᵏ that it is often taken for. */

import { curvePath, finiteExtent } from '../../charts/curves';
import { pathColour } from '../../charts/ramps/palette';
import type { Spectrum } from '../../engine/spectrum';
import type { Edge } from '../../settings/edges';
import { plainSymbol } from '../../story/names';
import { useTheme } from '../common/context';
import { EdgeName } from '../common/EdgeName';
import { type EndLabel, LogPlot } from './LogPlot';
import type { Growth } from './useGrowth';

interface Props {
  readonly growth: Growth;
  readonly chosen: { readonly edge: Edge } & Pick<Spectrum, 'radius'>;
  readonly bright: Edge;
}

export function GrowthPlot({ growth: { curves, stale }, chosen, bright }: Props) {
  const theme = useTheme();
  const growth = [...curves];
  const count = Math.max(2, ...growth.map(([, values]) => values.length));
  const powers = Float64Array.from({ length: count }, (_, k) => (k === 0 ? 0 : k * Math.log10(chosen.radius)));
  const [low, high] = finiteExtent([...curves.values(), powers], [-1, 1]);
  const last = (values: ArrayLike<number>): number => values[values.length - 1] ?? Number.NaN;
  const ends: EndLabel[] = growth.map(([edge, values]) => ({
    key: edge,
    text: <EdgeName edge={edge} />,
    colour: pathColour(theme, edge),
    value: last(values),
  }));
  if (growth.length > 0) ends.push({ key: 'ρ', text: 'ρᵏ', colour: 'var(--ink)', value: last(powers) });
  const symbol = plainSymbol(chosen.edge);
  return (
    <LogPlot
      title={
        <>
          Powers: ‖Rᵏ‖₂, and ρᵏ of <EdgeName edge={chosen.edge} /> dashed; log scale
        </>
      }
      label={`Spectral norm of the powers of each recurrent matrix, and the powers of the spectral radius of ${symbol}`}
      count={count}
      places={placesOf(count - 1)}
      axis="k ="
      range={[Math.min(-0.3, low), Math.max(0.3, high)]}
      // A power that is exactly zero has no line to label.
      ends={ends.filter(({ value }) => Number.isFinite(value))}
      stale={stale}
    >
      {(y, frame) => (
        <>
          {growth.map(([edge, values]) => (
            <path
              key={edge}
              className="curve"
              data-growth={edge}
              d={curvePath(values, y, frame)}
              stroke={pathColour(theme, edge)}
              strokeWidth={edge === bright ? 2 : 1}
              opacity={edge === bright ? 1 : 0.6}
            />
          ))}
          <path className="curve" d={curvePath(powers, y, frame)} stroke="var(--ink)" strokeDasharray="4 3" />
          {growth.length === 0 && (
            <text className="mark-text" x={frame.width / 2} y={frame.height / 2} textAnchor="middle">
              computing …
            </text>
          )}
        </>
      )}
    </LogPlot>
  );
}

function placesOf(powers: number): { at: number; text: string }[] {
  const step = powers > 20 ? 10 : 4;
  return Array.from({ length: Math.floor(powers / step) + 1 }, (_, k) => ({ at: k * step, text: String(k * step) }));
}
