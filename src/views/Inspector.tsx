/** The reading at the crosshair: the same step and unit as everywhere, in exact numbers, with the factors of each term. */
import { edgesOf } from '../settings/edges';
import { type AnySize, exact, scaled, signed } from '../story/format';
import { EDGE_WORDS } from '../story/names';
import { useApp, useViewed } from './context';
import { EdgeName } from './EdgeName';
import { Term } from './Term';

export function Inspector() {
  const crosshair = useApp((state) => state.crosshair);
  const inspection = useApp((state) => state.inspection);
  const settings = useApp((state) => state.panes[0]);
  const steps = useViewed(({ result }) => result?.info.steps ?? 0);
  const isStale = useViewed(({ result }, { inspectedRun }) => inspectedRun !== result?.runId);
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
          <Values of={Object.entries(delta)} />
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
              <th scope="row" title={EDGE_WORDS[edge].title}>
                <EdgeName edge={edge} />
              </th>
              <td
                translate="no"
                title={factor[edge] ? `${EDGE_WORDS[edge].factor} = ${exact(factor[edge])}` : undefined}
              >
                {factor[edge] ? scaled(factor[edge]) : '–'}
              </td>
              <td translate="no" title={arriving[edge] && exact(arriving[edge])}>
                {arriving[edge] ? scaled(arriving[edge]) : '–'}
              </td>
              <td translate="no" title={alone[edge] && exact(alone[edge])}>
                {alone[edge] ? scaled(alone[edge]) : '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet factors" translate="no">
        {edges.map((edge) => (
          <span key={edge}>
            <EdgeName edge={edge} /> <Term text={EDGE_WORDS[edge].factor} />
          </span>
        ))}
      </p>
      {crossings !== null && (
        <p className="unit-crossings" translate="no">
          <span className="quiet">Crossings of what arrives at this unit:</span>{' '}
          {edges.map((edge) => (
            <span key={edge}>
              <EdgeName edge={edge} /> {signed(crossings[edge] ?? Number.NaN)}
            </span>
          ))}
        </p>
      )}
      <table>
        <caption>Forward pass of this unit</caption>
        <tbody>
          {rowsOf(Object.entries(forward), 4).map((row) => (
            <Values key={row[0]?.[0]} of={row} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Named numbers side by side, every digit on demand. */
function Values({ of }: { readonly of: readonly (readonly [string, AnySize])[] }) {
  return (
    <tr>
      {of.map(([name, value]) => (
        <td translate="no" key={name} title={exact(value)}>
          <i>{name}</i> {scaled(value)}
        </td>
      ))}
    </tr>
  );
}

function rowsOf<T>(items: readonly T[], length: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / length) }, (_, row) =>
    items.slice(row * length, (row + 1) * length),
  );
}
