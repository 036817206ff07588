/** Beside the backward pass: one step's Jacobian from cell to cell, the carousel's part and the rest, and what it leaves out. */
import { useMemo } from 'react';
import type { SeriesName } from '../../engine/seriesNames';
import type { Settings } from '../../settings/settings';
import type { RunResult } from '../../store/runResult';
import { leftOut, type NormedPart, splitOf } from '../../story/equations/cellToCell';
import { NOTATIONS } from '../../story/equations/notation';
import { exactPower, sizeOr } from '../../story/format';
import { EdgeName } from '../common/EdgeName';
import { Maths } from './Maths';
import { PathQuantity, Quantity, type Underneath } from './Quantity';
import { SplitChart } from './SplitChart';

interface Props {
  readonly settings: Settings;
  readonly result: RunResult | null;
  /** 0-based. */
  readonly step: number;
}

export function CellToCell({ settings, result, step }: Props) {
  const { cell, activation, peepholes, forgetGate, notation } = settings;
  const split = useMemo(
    () => splitOf({ cell, activation, peepholes, forgetGate }, NOTATIONS[notation]),
    [cell, activation, peepholes, forgetGate, notation],
  );
  const normOf = (name: SeriesName | null): Underneath | null | undefined => {
    if (name === null) return undefined;
    const value = result?.curve(name)?.[step];
    if (value === undefined) return null;
    // Nothing comes before the first step's cell: what needs it is not defined there.
    if (Number.isNaN(value)) return step === 0 ? { text: '–', exact: 'not defined at the first step' } : null;
    return {
      text: sizeOr('0', value, result?.perturbedAt(name, step)),
      exact: `spectral norm, ${exactPower(value, result?.perturbedAt(name, step))}`,
      stale: result?.stale.has(name) === true,
    };
  };
  const textOf = (name: SeriesName): string => normOf(name)?.text ?? '…';
  return (
    <section className="cell-to-cell" aria-label={cell === 'lstm' ? 'From cell to cell' : 'From state to state'}>
      <h3>{cell === 'lstm' ? 'From cell to cell: the carousel and the rest' : 'From state to state'}</h3>
      <p className="in-words quiet">
        {cell === 'lstm'
          ? 'One step’s Jacobian; under each part its spectral norm at this step. Norms of parts do not add up to the whole’s.'
          : 'One step’s Jacobian, with its spectral norm at this step.'}
      </p>
      {split.map(({ whole, parts }) => (
        <p key={whole.tex}>
          <Quantity tex={whole.tex} number={normOf(whole.norm)} />
          {parts.map((part, index) => (
            <Piece key={part.tex} part={part} joint={index === 0 ? '=' : '+'} number={normOf(part.norm)} />
          ))}
        </p>
      ))}
      <SplitChart result={result} step={step} cell={cell} />
      {cell === 'lstm' ? (
        <p className="in-words">
          It leaves out <EdgeName edge="R_o" />: the way <Maths tex={aroundTheCell(settings)} /> never touches the cell.
          At this step that way alone has <Maths tex={`\\lVert ${leftOut(NOTATIONS[notation])} \\rVert`} /> ={' '}
          <b translate="no">{textOf('step.R_o')}</b>, and the whole state’s Jacobian, which holds everything,{' '}
          <b translate="no">{textOf('step.state')}</b>.
        </p>
      ) : (
        <p className="in-words">
          There is nothing to split: every way from one state to the next goes through <EdgeName edge="W_h" />. The
          LSTM’s carousel is what is missing here.
        </p>
      )}
    </section>
  );
}

function Piece({ part, joint, number }: { part: NormedPart; joint: string; number: Underneath | null | undefined }) {
  return part.edge === null ? (
    <Quantity tex={part.tex} joint={joint} number={number} />
  ) : (
    <PathQuantity tex={part.tex} joint={joint} number={number} edge={part.edge} />
  );
}

/** y → o → y, in the chosen symbols. */
function aroundTheCell({ notation }: Settings): string {
  const { symbol } = NOTATIONS[notation];
  return `${symbol.y} \\to ${symbol.o} \\to ${symbol.y}`;
}
