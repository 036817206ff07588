/** One edge of the diagram: filled in its path's ramp by its magnitude, its hue around it, and the switch that cuts it. */

import { memo } from 'react';
import { type DiagramLine, linePath, strokeWidth } from '../../charts/cellDiagram';
import type { ScaleEnds } from '../../charts/colour';
import { pathColour, rampOf } from '../../charts/ramps/palette';
import { rampColour } from '../../charts/ramps/ramps';
import { isPeephole } from '../../settings/edges';
import { pointAt, toggleCut } from '../../store/store';
import { magnitude } from '../../story/format';
import { edgeWords, plainSymbol, symbolOf } from '../../story/names';
import { useAppStore, usePaneSettings, useTheme } from '../common/context';
import { exactLog } from './exactLog';
import { WALK_ID } from './WalkLine';

interface Props {
  readonly line: DiagramLine;
  readonly ends: ScaleEnds;
  readonly log10: number;
  /** The same of the second run; undefined while it is not there. */
  readonly second: number | undefined;
  readonly isCut: boolean;
  /** The step (1-based) that receives its message. */
  readonly receiver: number;
  /** Its place in the walk that is pointed at. */
  readonly hop: number | undefined;
}

export const EdgeLine = memo(function EdgeLine({ line, ends, log10, second, isCut, receiver, hop }: Props) {
  const store = useAppStore();
  const theme = useTheme();
  const cell = usePaneSettings((settings) => settings.cell);
  const { edge, offset, label, gap } = line;
  const words = edgeWords(cell, edge);
  const colour = pathColour(theme, edge);
  const isVoid = isCut || !(log10 >= ends.low);
  const width = isVoid ? 1 : strokeWidth(log10, ends);
  const body = isVoid ? colour : rampColour(theme, rampOf(edge), log10, ends);
  const head = Math.max(7, width + 3);
  const path = linePath(line, line.arrives ? head - 1 : 0);
  // The messages to step t are the switches; their likes before and after are for the eye and the hand.
  const isSwitch = offset === 0;
  return (
    <g
      role="switch"
      aria-checked={!isCut}
      aria-label={`${plainSymbol(edge)}, ${words.title}: ${spoken(log10, second, isCut)} arrives at step ${receiver}`}
      aria-hidden={!isSwitch || undefined}
      aria-describedby={hop === undefined ? undefined : WALK_ID}
      tabIndex={isSwitch ? 0 : undefined}
      className="cell-edge"
      data-edge={edge}
      data-offset={offset}
      data-cut={isCut || undefined}
      data-hop={hop}
      style={hop === undefined ? undefined : { ['--hop' as string]: hop }}
      onFocus={() => pointAt(store, edge)}
      onBlur={() => pointAt(store, null)}
      onPointerEnter={() => pointAt(store, edge)}
      onPointerLeave={({ pointerType }) => {
        if (pointerType !== 'touch') pointAt(store, null);
      }}
      onClick={() => toggleCut(store, edge)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        event.stopPropagation();
        toggleCut(store, edge);
      }}
    >
      <title>{`${words.term}: ${exactLog(log10, second)}. Click to ${isCut ? 'open' : 'cut'}.`}</title>
      <path className="hit" d={linePath(line)} />
      <path className="aura" d={linePath(line)} strokeWidth={width + 9} />
      {!isVoid && (
        <path
          className="casing"
          d={path}
          stroke={colour}
          strokeWidth={width + 2.5}
          data-dashed={isPeephole(edge) || undefined}
        />
      )}
      <path className="body" d={path} stroke={body} strokeWidth={width} data-void={voidKind(log10, ends, isCut)} />
      {line.arrives && <Head line={line} size={head} body={body} colour={colour} />}
      {isCut && gap !== null && <Gap {...gap} colour={colour} upright={line.isWithin} />}
      {label !== null && (
        <Label
          line={line}
          at={label}
          width={width}
          colour={colour}
          text={isCut ? 'cut' : magnitude(log10, second)}
          isCut={isCut}
        />
      )}
    </g>
  );
});

/** Two strokes across the gap of an edge that is cut. */
function Gap({
  x,
  y,
  colour,
  upright,
}: {
  readonly x: number;
  readonly y: number;
  readonly colour: string;
  readonly upright: boolean;
}) {
  return (
    <g transform={`translate(${x},${y})${upright ? 'rotate(90)' : ''}`}>
      <rect className="gap" x={-7} y={-6} width={14} height={12} />
      <path className="scissors" d="M-9,6L-4,-6M4,6L9,-6" stroke={colour} />
    </g>
  );
}

/** Its base is open: there it goes on as the line. */
function Head({
  line,
  size,
  body,
  colour,
}: {
  readonly line: DiagramLine;
  readonly size: number;
  readonly body: string;
  readonly colour: string;
}) {
  const half = size * 0.62;
  const turn = line.axis === 'H' ? 0 : 90;
  return (
    <path
      className="head"
      d={`M${size},${-half}L0,0L${size},${half}`}
      transform={`translate(${line.tip.x},${line.tip.y})rotate(${turn})`}
      style={{ fill: body }}
      stroke={colour}
    />
  );
}

interface LabelProps {
  readonly line: DiagramLine;
  readonly at: { readonly x: number; readonly y: number };
  readonly width: number;
  readonly colour: string;
  /** Its norm, or that it is cut. */
  readonly text: string;
  readonly isCut: boolean;
}

function Label({ line, at, width, colour, text, isCut }: LabelProps) {
  const { base, sub } = symbolOf(line.edge);
  const y = line.isWithin ? at.y + 13 : at.y - Math.max(width / 2, isCut ? 5 : 0) - 3;
  return (
    <text className="edge-label" x={at.x} y={y} textAnchor="middle">
      <tspan className="symbol" fill={colour}>
        {base}
        {sub !== '' && (
          <tspan className="sub" dy="2.5">
            {sub}
          </tspan>
        )}
      </tspan>
      {!line.isWithin && (
        <tspan className="norm-value" dy={sub === '' ? 0 : -2.5} dx="4">
          {text}
        </tspan>
      )}
    </text>
  );
}

/** Lines that have no body: cut, exactly zero, or below the scale. */
function voidKind(log10: number, { low }: ScaleEnds, isCut: boolean): string | undefined {
  if (isCut) return 'cut';
  if (log10 === -Infinity) return 'zero';
  return log10 >= low ? undefined : 'faint';
}

function spoken(log10: number, second: number | undefined, isCut: boolean): string {
  if (isCut) return 'cut, nothing';
  return log10 === -Infinity ? 'no gradient' : `a message of ${magnitude(log10, second)}`;
}
