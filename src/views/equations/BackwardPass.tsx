/** The backward pass, one equation after the other, with the selected unit's numbers at the selected step. */
import { useMemo } from 'react';
import type { Inspection } from '../../engine/inspection';
import { activeCuts } from '../../settings/edges';
import type { Settings } from '../../settings/settings';
import { equationsOf } from '../../story/equations/equations';
import { NOTATIONS } from '../../story/equations/notation';
import { numberAt } from '../../story/equations/numbers';
import type { Equation, Part, Place } from '../../story/equations/parts';
import { exact, scaled } from '../../story/format';
import { PathTerm, Quantity, type Underneath } from './Quantity';

interface Props {
  readonly settings: Settings;
  readonly inspection: Inspection | null;
  /** The same of the second run; null while it is not there. */
  readonly second: Inspection | null;
}

export function BackwardPass({ settings, inspection, second }: Props) {
  const { cell, activation, cellActivation, peepholes, forgetGate, notation } = settings;
  const equations = useMemo(
    () => equationsOf({ cell, activation, cellActivation, peepholes, forgetGate }, NOTATIONS[notation]),
    [cell, activation, cellActivation, peepholes, forgetGate, notation],
  );
  const cuts = activeCuts(settings);
  const numberOf = (place: Place): Underneath | null => {
    const value = inspection === null ? undefined : numberAt(inspection, place);
    const other = second === null ? undefined : numberAt(second, place);
    return value === undefined ? null : { text: scaled(value, other), exact: exact(value, other) };
  };
  return (
    <div className="backward-pass">
      {equations.map((equation) => (
        <EquationLine
          key={equation.id}
          equation={equation}
          numberOf={numberOf}
          isCut={({ edge }) => edge !== null && cuts.has(edge)}
        />
      ))}
    </div>
  );
}

interface LineProps {
  readonly equation: Equation;
  readonly numberOf: (place: Place) => Underneath | null;
  readonly isCut: (part: Part) => boolean;
}

function EquationLine({ equation: { id, title, whole, joint, parts }, numberOf, isCut }: LineProps) {
  const sign = joint === '+' ? '+' : '\\odot';
  return (
    <section className="equation" data-equation={id} aria-label={title}>
      <h3>{title}</h3>
      <p>
        <Quantity tex={whole.tex} number={numberOf(whole.place)} />
        {parts.map((part, index) => {
          const before = index === 0 ? '=' : sign;
          const number = numberOf(part.place);
          return part.edge === null ? (
            <Quantity key={part.place} tex={part.tex} joint={before} number={number} />
          ) : (
            <PathTerm
              key={part.place}
              tex={part.tex}
              joint={before}
              number={number}
              edge={part.edge}
              words={part.words}
              isCut={isCut(part)}
            />
          );
        })}
      </p>
    </section>
  );
}
