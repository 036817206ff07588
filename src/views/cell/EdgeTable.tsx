/** What arrives over each edge, and how many of its steps back the gradient has spent on it. */
import { cuttableOf, isBetweenSteps } from '../../settings/edges';
import { magnitude, signed } from '../../story/format';
import { edgeWords } from '../../story/names';
import { useChoices, useShown } from '../common/context';
import { EdgeName } from '../common/EdgeName';
import type { CellNumbers } from './useCellNumbers';

export function EdgeTable({ numbers }: { readonly numbers: CellNumbers }) {
  const settings = useChoices('cell', 'peepholes', 'forgetGate', 'cuts');
  const { run: result } = useShown('views');
  const hasLedger = result?.info.hasLedger ?? false;
  const { step, steps, message, second } = numbers;
  return (
    <table className="cell-table" data-stale={numbers.isStale || undefined}>
      <thead>
        <tr>
          <th scope="col">path to step {step + 1}</th>
          <th scope="col">message ‖·‖₂</th>
          {hasLedger && (
            <th scope="col" title="How many of its steps back to here the gradient has spent on this path">
              crossings of {steps - 1 - step}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {cuttableOf(settings).map((edge) => (
          <tr key={edge} data-cut={settings.cuts.includes(edge) || undefined}>
            <th scope="row">
              <EdgeName edge={edge} /> <span className="quiet">{edgeWords(settings.cell, edge).title}</span>
            </th>
            <td translate="no">{magnitude(message(edge, 0), second.message(edge, 0))}</td>
            {hasLedger && (
              <td translate="no">
                {isBetweenSteps(edge)
                  ? crossings(result?.crossings.get(edge)?.[step], result?.perturbedCrossing(edge, step))
                  : '–'}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function crossings(value: number | undefined, second: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '–';
  const round = (one: number): number => Math.round(one * 100) / 100;
  return signed(round(value), second === undefined ? undefined : round(second));
}
