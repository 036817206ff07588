/** What truncation throws away of the gradient that the settings ask for, in words and by parameter. */

import type { TruncationLoss } from '../../engine/truncationLoss';
import { choose } from '../../store/store';
import { precise } from '../../story/format';
import { useApp, useAppStore, useShown } from '../common/context';
import { ParameterName } from '../common/ParameterName';
import { Subscripted } from '../common/Term';
import { Glossed } from '../words/Word';
import { biasText, cosineText, truncationWords } from './words';

export function TruncationNote() {
  const store = useAppStore();
  const { run: result } = useShown('views');
  const steps = result?.info.steps ?? 0;
  if (result === null) return null;
  // Those of the run, not of the controls: the words are about its numbers.
  const { settings } = result;
  if (settings.truncation === 'none') {
    const reach = Math.min(20, Math.floor(steps / 3));
    return (
      <div className="lag-truncation">
        <p className="quiet">
          <Glossed text="No truncation." />
        </p>
        {reach > 0 && reach < steps - 1 && (
          <button
            type="button"
            className="small"
            onClick={() => choose(store, { truncation: 'sliding', truncationSteps: reach })}
          >
            See what {reach} {reach === 1 ? 'step keeps' : 'steps keep'}
          </button>
        )}
      </div>
    );
  }
  const undo = (
    <button type="button" className="small" onClick={() => choose(store, { truncation: 'none' })}>
      No truncation
    </button>
  );
  if (result.info.truncation === 'none') {
    return (
      <div className="lag-truncation">
        <p className="quiet">
          Truncation (<Subscripted text={truncationWords(settings)} />) reaches over everything: it throws nothing away.
        </p>
        {undo}
      </div>
    );
  }
  const [all, ...each] = result.viewResults.newest('truncation')?.parameters ?? [];
  const second = new Map(
    result.perturbed?.viewResults.fresh('truncation')?.parameters.map((loss) => [loss.name, loss]),
  );
  return (
    <div className="lag-truncation" data-stale={result.viewResults.stale.has('truncation') || undefined}>
      <p>
        {all === undefined ? 'Comparing with the full gradient …' : <Verdict all={all} second={second.get('all')} />}{' '}
        <span className="quiet">
          (<Subscripted text={truncationWords(settings)} />; all weights, loss at{' '}
          {settings.loss === 'last' ? 'the last step' : 'every step'})
        </span>
      </p>
      <div className="lag-each">
        {each.length > 0 && <Each losses={each} second={second} />}
        {undo}
      </div>
    </div>
  );
}

function Verdict({ all, second }: { readonly all: TruncationLoss; readonly second: TruncationLoss | undefined }) {
  if (Number.isNaN(all.bias)) return <>There is no gradient that truncation could throw away.</>;
  return (
    <>
      What truncation throws away has{' '}
      <b translate="no" title={`bias ${precise(all.bias, second?.bias)}`}>
        {biasText(all, second)}
      </b>{' '}
      of the gradient’s norm (truncation’s bias); what it leaves has cosine{' '}
      <b translate="no" title={precise(all.cosine, second?.cosine)}>
        {cosineText(all, second)}
      </b>{' '}
      with the whole.
    </>
  );
}

interface EachProps {
  readonly losses: readonly TruncationLoss[];
  readonly second: ReadonlyMap<string, TruncationLoss>;
}

function Each({ losses, second }: EachProps) {
  const isFilling = useApp((state) => state.panes[0].fill === 'view');
  return (
    <details open={isFilling}>
      <summary>By parameter</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Parameter</span>
            </th>
            <th scope="col">bias</th>
            <th scope="col">cosine</th>
          </tr>
        </thead>
        <tbody>
          {losses.map((loss) => (
            <tr key={loss.name}>
              <th scope="row">{loss.name !== 'all' && <ParameterName name={loss.name} />}</th>
              <td translate="no" title={precise(loss.bias, second.get(loss.name)?.bias)}>
                {biasText(loss, second.get(loss.name))}
              </td>
              <td translate="no" title={precise(loss.cosine, second.get(loss.name)?.cosine)}>
                {cosineText(loss, second.get(loss.name))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
