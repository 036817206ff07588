/** The reading at the crosshair: the same step and unit as everywhere, in exact numbers, with the factors of each term. */
import type { UnitCrossings as Crossings } from '../../engine/inspection';
import { type Edge, edgesOf } from '../../settings/edges';
import { type AnySize, exact, scaled, signed } from '../../story/format';
import { edgeWords } from '../../story/names';
import { useApp, useShown } from '../common/context';
import { EdgeName } from '../common/EdgeName';
import { Term } from '../common/Term';

export function Inspector() {
  const crosshair = useApp((state) => state.crosshair);
  const inspection = useApp((state) => state.inspection);
  const second = useApp((state) => state.perturbedInspection);
  const settings = useApp((state) => state.panes[0]);
  const steps = useShown('views', ({ run }) => run?.info.steps ?? 0);
  const isStale = useShown('views', ({ run }, { inspectedRun }) => inspectedRun !== run?.runId);
  if (crosshair === null || inspection === null) {
    return (
      <section className="inspector" aria-label="Reading at the crosshair">
        <h2>Reading</h2>
        <p className="quiet">
          Point at a heatmap, or focus it and press the arrow keys: the same step and unit light up everywhere, and
          their exact numbers stand here.
        </p>
      </section>
    );
  }
  const { forward, delta, arriving, alone, factor, crossings } = inspection;
  const words = (edge: Edge) => edgeWords(settings.cell, edge);
  const factorOf = (edge: Edge): string => words(edge).factor(settings);
  const edges = edgesOf(settings).filter((edge) => arriving[edge] !== undefined);
  return (
    <section className="inspector" aria-label="Reading at the crosshair" data-stale={isStale || undefined}>
      <h2 translate="no">
        Step {inspection.step + 1}, unit {inspection.unit + 1}{' '}
        {!isStale && <span className="quiet">{steps - 1 - inspection.step} before the last step</span>}
      </h2>
      <table>
        <caption>Gradient of this unit, ∂E/∂·</caption>
        <tbody>
          <Values of={Object.entries(delta)} second={second?.delta} />
        </tbody>
      </table>
      {inspection.step === steps - 1 && (
        <p className="quiet">The last step: the loss itself enters here, as Δ; nothing comes from a later step.</p>
      )}
      <table className="edges">
        <caption>
          {inspection.step === steps - 1 ? 'Messages' : `Messages delivered here from step ${inspection.step + 2}`}
        </caption>
        <thead>
          <tr>
            <th scope="col">path</th>
            <th scope="col">factor</th>
            <th scope="col">arriving</th>
            <th scope="col">alone</th>
          </tr>
        </thead>
        <tbody>
          {edges.map((edge) => (
            <tr key={edge}>
              <th scope="row" title={words(edge).title}>
                <EdgeName edge={edge} />
              </th>
              <Figure words={`${factorOf(edge)} = `} value={factor[edge]} second={second?.factor[edge]} />
              <Figure value={arriving[edge]} second={second?.arriving[edge]} />
              <Figure value={alone[edge]} second={second?.alone[edge]} />
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet factors" translate="no">
        {edges.map((edge) => (
          <span key={edge}>
            <EdgeName edge={edge} /> <Term text={factorOf(edge)} />
          </span>
        ))}
      </p>
      {crossings.map(({ of, value, by }, index) => (
        <UnitCrossings key={of} of={of} value={value} by={by} edges={edges} second={second?.crossings[index]} />
      ))}
      <table>
        <caption>Forward pass of this unit</caption>
        <tbody>
          {rowsOf(Object.entries(forward), 4).map((row) => (
            <Values key={row[0]?.[0]} of={row} second={second?.forward} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Named numbers side by side, every digit on demand. */
function Values({ of, second }: ValuesProps) {
  return (
    <tr>
      {of.map(([name, value]) => (
        <td translate="no" key={name} title={exact(value, second?.[name])}>
          <i>{name}</i> {scaled(value, second?.[name])}
        </td>
      ))}
    </tr>
  );
}

interface ValuesProps {
  readonly of: readonly (readonly [string, AnySize])[];
  /** The second run's, by the same names. */
  readonly second: Readonly<Record<string, AnySize>> | undefined;
}

interface FigureProps {
  readonly value: AnySize | undefined;
  readonly second: AnySize | undefined;
  /** Before the exact number. */
  readonly words?: string;
}

function Figure({ value, second, words = '' }: FigureProps) {
  if (value === undefined) return <td>–</td>;
  return (
    <td translate="no" title={`${words}${exact(value, second)}`}>
      {scaled(value, second)}
    </td>
  );
}

type CrossingsProps = Crossings & { readonly edges: readonly Edge[]; readonly second: Crossings | undefined };

/** The ledger of this unit of one vector, with its own value: the vectors that arrive on c and on y have different ones. */
function UnitCrossings({ of, value, by, edges, second }: CrossingsProps) {
  return (
    <p className="unit-crossings" translate="no">
      <span className="quiet">Crossings of</span>{' '}
      <span title={exact(value, second?.value)}>
        <i>{of}</i> = {scaled(value, second?.value)}
        {by === null ? ': none, it is exactly zero' : ':'}
      </span>{' '}
      {by !== null &&
        edges.map((edge) => (
          <span key={edge}>
            <EdgeName edge={edge} /> {signed(by[edge] ?? Number.NaN, second?.by?.[edge])}
          </span>
        ))}
    </p>
  );
}

function rowsOf<T>(items: readonly T[], length: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / length) }, (_, row) =>
    items.slice(row * length, (row + 1) * length),
  );
}
