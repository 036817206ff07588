/** Beside the backward pass: one step's Jacobian from cell to cell, the carousel's part and the rest, and what it leaves out. */
import { useMemo } from 'react';
import type { SeriesName } from '../../engine/seriesNames';
import type { Settings } from '../../settings/settings';
import type { RunResult } from '../../store/runResult';
import { CELL_EQUATIONS } from '../../story/cells/equations';
import { closingOf, splitOf } from '../../story/equations/equations';
import { NOTATIONS } from '../../story/equations/notation';
import type { NormedPart, TextPiece } from '../../story/equations/parts';
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
  const { cell, activation, cellActivation, peepholes, forgetGate, notation } = settings;
  const { name, heading, introduction, chart } = CELL_EQUATIONS[cell].jacobian;
  const [split, closing] = useMemo(() => {
    const network = { cell, activation, cellActivation, peepholes, forgetGate };
    return [splitOf(network, NOTATIONS[notation]), closingOf(network, NOTATIONS[notation])];
  }, [cell, activation, cellActivation, peepholes, forgetGate, notation]);
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
    <section className="cell-to-cell" aria-label={name}>
      <h3>{heading}</h3>
      <p className="in-words quiet">{introduction}</p>
      {split.map(({ whole, parts }) => (
        <p key={whole.tex}>
          <Quantity tex={whole.tex} number={normOf(whole.norm)} />
          {parts.map((part, index) => (
            <Piece key={part.tex} part={part} joint={index === 0 ? '=' : '+'} number={normOf(part.norm)} />
          ))}
        </p>
      ))}
      <SplitChart result={result} step={step} chart={chart} />
      <p className="in-words">
        {closing.map((piece) => (
          <ClosingPiece key={JSON.stringify(piece)} piece={piece} textOf={textOf} />
        ))}
      </p>
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

function ClosingPiece({ piece, textOf }: { piece: TextPiece; textOf: (name: SeriesName) => string }) {
  if (typeof piece === 'string') return piece;
  if ('edge' in piece) return <EdgeName edge={piece.edge} />;
  if ('tex' in piece) return <Maths tex={piece.tex} />;
  return <b translate="no">{textOf(piece.norm)}</b>;
}
