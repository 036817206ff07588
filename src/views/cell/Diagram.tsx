/** The drawing: boxes, wires within the steps, and the edges between them. */
import { memo, useMemo } from 'react';
import { type CellDiagram, cellDiagram, type DiagramNode, type InnerLine, leastHeight } from '../../charts/cellDiagram';
import type { ScaleEnds } from '../../charts/colour';
import { textOn } from '../../charts/contrast';
import { rampColour } from '../../charts/ramps/ramps';
import { CELLS } from '../../settings/cells';
import { activeCuts } from '../../settings/edges';
import { magnitude } from '../../story/format';
import type { Hop } from '../../story/walk';
import { useChoices, useTheme } from '../common/context';
import { useSize } from '../common/useSize';
import { EdgeLine } from './EdgeLine';
import type { CellNumbers } from './useCellNumbers';

interface Props {
  readonly numbers: CellNumbers;
  readonly ends: ScaleEnds;
  /** The walk over the edge that is pointed at; empty where none is. */
  readonly hops: readonly Hop[];
}

export function Diagram({ numbers, ends, hops }: Props) {
  const [holder, { width, height }] = useSize();
  const settings = useChoices('cell', 'peepholes', 'forgetGate', 'cuts');
  const { cell, peepholes, forgetGate } = settings;
  const cuts = activeCuts(settings);
  const variant = useMemo(() => ({ cell, peepholes, forgetGate }), [cell, peepholes, forgetGate]);
  const { step, steps, message, isStale } = numbers;
  const left = steps - step;
  const diagram = useMemo(() => cellDiagram(variant, { width, height, steps: left }), [variant, width, height, left]);
  const isThere = (offset: number): boolean => step + offset < steps;
  const hopAt = (kind: string, name: string, offset: number): number | undefined => {
    const index = hops.findIndex((hop) => hop.place.kind === kind && hop.offset === offset && nameOf(hop) === name);
    return index < 0 ? undefined : index;
  };
  const hopOfWire = ({ kind, edge, to, offset }: InnerLine): number | undefined => {
    if (kind === 'carry') return hopAt('carry', '', offset);
    // What goes through a gate has no derivative of its own there.
    return kind === 'through' ? hopAt('edge', edge ?? '', offset - 1) : hopAt('node', to, offset);
  };
  return (
    <div className="cell-diagram" translate="no" ref={holder} style={{ minHeight: leastHeight(variant) }}>
      {width > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: a drawing of switches is a group of them
        <svg
          width={width}
          height={diagram.height}
          role="group"
          aria-label={`Edges of the ${CELLS[cell].label} between steps ${step + 1} and ${step + 2}`}
          data-pointing={hops.length > 0 || undefined}
          data-stale={isStale || undefined}
        >
          <g>
            <Captions diagram={diagram} numbers={numbers} />
            {diagram.inner
              .filter(({ offset }) => isThere(offset))
              .map((wire) => (
                <g key={`${wire.kind}${wire.edge}${wire.offset}`} className="wire" data-hop={hopOfWire(wire)}>
                  <path d={wire.path} />
                  <path
                    className="tip"
                    d="M0,0L5,-3V3Z"
                    transform={`translate(${wire.head.x},${wire.head.y})rotate(${wire.head.turn})`}
                  />
                </g>
              ))}
          </g>
          {diagram.lines
            // What leaves the first step, or comes from beyond the last one's messages, is not there to be drawn.
            .filter(({ offset }) => step + offset >= 0 && isThere(offset))
            .toSorted((a, b) => Math.abs(b.offset) - Math.abs(a.offset))
            .map((line) => (
              <EdgeLine
                key={`${line.edge}${line.offset}`}
                line={line}
                ends={ends}
                log10={message(line.edge, line.offset)}
                second={numbers.second.message(line.edge, line.offset)}
                isCut={cuts.has(line.edge)}
                receiver={step + line.offset + 1}
                hop={hopAt('edge', line.edge, line.offset)}
              />
            ))}
          <g>
            {diagram.nodes.map((node) => (
              <Node
                key={`${node.name}${node.offset}`}
                node={node}
                ends={ends}
                log10={normAt(numbers, node)}
                isThere={isThere(node.offset)}
                hop={hopAt('node', node.name, node.offset)}
              />
            ))}
          </g>
        </svg>
      )}
    </div>
  );
}

function nameOf({ place }: Hop): string {
  if (place.kind === 'node') return place.node;
  return place.kind === 'edge' ? place.edge : '';
}

/** The steps' numbers, what stands at their cells and outputs, and the loss where it enters. */
function Captions({ diagram, numbers }: { readonly diagram: CellDiagram; readonly numbers: CellNumbers }) {
  const { step, steps, whole, walk, second } = numbers;
  const nameOfPart = (part: DiagramNode['kind']) => diagram.nodes.find(({ kind }) => kind === part)?.name;
  const [cell, output] = [nameOfPart('cell'), nameOfPart('bar')];
  return (
    <>
      {diagram.steps.map(({ offset, left, right }) => {
        const isThere = step + offset < steps;
        const loss = diagram.loss[offset];
        const direct = walk?.[offset]?.norm.Δ ?? -Infinity;
        return (
          <g key={offset} data-beyond={!isThere || undefined}>
            <text className="step-name" x={left} y={11} data-selected={offset === 0 || undefined}>
              {isThere ? `step ${step + offset + 1}` : 'the end'}
            </text>
            {isThere && cell !== undefined && (
              <text className="whole" x={left} y={25}>
                <tspan className="symbol">δ{cell}</tspan> {magnitude(whole('c', offset), second.whole('c', offset))}
              </text>
            )}
            {isThere && loss !== undefined && (
              <text className="whole" x={left} y={diagram.height - 3}>
                <tspan className="symbol">δ{output}</tspan> {magnitude(whole('y', offset), second.whole('y', offset))}
              </text>
            )}
            {isThere && loss !== undefined && direct !== -Infinity && (
              <g className="loss">
                <path d={`M${loss.x},${loss.y + 18}V${loss.y + 6}`} />
                <path className="tip" d="M0,0L6,-4V4Z" transform={`translate(${loss.x},${loss.y + 1})rotate(90)`} />
                <text x={right + 2} y={loss.y + 15}>
                  Δ {magnitude(direct)}
                </text>
              </g>
            )}
          </g>
        );
      })}
    </>
  );
}

function normAt({ whole }: CellNumbers, { kind, offset }: DiagramNode): number {
  return kind === 'gate' ? Number.NaN : whole(kind === 'cell' ? 'c' : 'y', offset);
}

interface NodeProps {
  readonly node: DiagramNode;
  readonly ends: ScaleEnds;
  /** Of the vector that stands here; NaN where none does. */
  readonly log10: number;
  readonly isThere: boolean;
  readonly hop: number | undefined;
}

const Node = memo(function Node({ node, ends, log10, isThere, hop }: NodeProps) {
  const theme = useTheme();
  const { name, kind, x, y, width, height } = node;
  const fill = isThere && log10 >= ends.low ? rampColour(theme, 'neutral', log10, ends) : undefined;
  const r = Math.min(width, height) / 2;
  return (
    <g
      className="cell-node"
      data-beyond={!isThere || undefined}
      data-hop={hop}
      style={hop === undefined ? undefined : { ['--hop' as string]: hop }}
    >
      <rect x={x} y={y} width={width} height={height} rx={kind === 'gate' ? 5 : r} style={{ fill }} />
      <text
        style={{ fill: fill && textOn(fill, theme) }}
        x={x + width / 2}
        y={y + height / 2}
        dy="0.34em"
        textAnchor="middle"
      >
        {name}
      </text>
    </g>
  );
});
