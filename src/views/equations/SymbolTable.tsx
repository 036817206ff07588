/** From one notation to the other, folded away until it is wanted. */
import type { Settings } from '../../settings/settings';
import { SPECS } from '../../settings/specs';
import { CELL_EQUATIONS } from '../../story/cells/equations';
import { symbolRows } from '../../story/equations/equations';
import { type AnyNotation, NOTATIONS, type SymbolName } from '../../story/equations/notation';
import type { SymbolRow } from '../../story/equations/parts';
import { Maths } from './Maths';

export function SymbolTable({ settings }: { readonly settings: Settings }) {
  const { options } = SPECS.notation;
  return (
    <details className="symbols">
      <summary>From one notation to the other</summary>
      <div className="symbols-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">What it is</span>
              </th>
              {options.map(({ value, label }) => (
                <th key={value} scope="col" data-chosen={value === settings.notation || undefined}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {symbolRows(settings).map((row) => (
              <tr key={row.symbol}>
                <th scope="row">{row.words}</th>
                {options.map(({ value }) => (
                  <td translate="no" key={value} data-chosen={value === settings.notation || undefined}>
                    <Maths tex={symbolIn(NOTATIONS[value], row)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="quiet">
        A bar is a pre-activation, δ the derivative of the loss, Δ what the loss sends straight into a step: in all
        four.
        {CELL_EQUATIONS[settings.cell].footnotes(settings).map((note) => ` ${note}`)}
      </p>
    </details>
  );
}

function symbolIn({ symbol, timed }: AnyNotation, row: SymbolRow<SymbolName>): string {
  return row.timed ? timed(symbol[row.symbol], 't') : symbol[row.symbol];
}
