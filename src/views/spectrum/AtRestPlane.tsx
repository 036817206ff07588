/** The multipliers at rest: no input, zero state, and every step multiplies by the same Jacobian (spec, section 5, item 5). */
import { drawingOf } from '../../charts/cells';
import { reachOf } from '../../charts/complexPlane';
import { pathColour } from '../../charts/ramps/palette';
import { choose } from '../../store/store';
import { besideOne, exactly } from '../../story/format';
import { useAppStore, useShown, useTheme } from '../common/context';
import { Subscripted } from '../common/Term';
import { Glossed } from '../words/Word';
import { type Circle, PlaneFigure } from './PlaneFigure';
import { atRestWords, restFormula, restGates, whyNotAtRest } from './words';

const INK = 'var(--ink)';

export function AtRestPlane() {
  const info = useShown('views', ({ run }) => run?.info ?? null);
  const settings = useShown('views', ({ run }, { panes }) => run?.settings ?? panes[0]);
  const perturbed = useShown('views', ({ run }) => run?.perturbed?.info ?? null);
  const theme = useTheme();
  if (info === null) return <p className="quiet">The matrices are being drawn …</p>;
  const { multipliers, atRest, steps, spectra } = info;
  const second = perturbed?.atRest ?? undefined;
  if (multipliers === null || atRest === null) return <NoRest />;
  const circles: Circle[] = [
    {
      key: 'rest',
      radius: atRest,
      colour: INK,
      label: `max|μ| = ${besideOne(atRest, second)}`,
      title: exactly(atRest, second),
      angle: 60,
      kind: 'radius',
    },
  ];
  const { movedAtRest } = drawingOf(settings.cell);
  const moved = spectra.find(({ edge }) => edge === movedAtRest);
  if (moved !== undefined) {
    // The disc that holds the matrix's eigenvalues, where the gates have moved it to.
    const { keep, gain } = restGates(settings);
    circles.push({
      key: 'moved',
      radius: gain * moved.radius,
      centre: keep,
      colour: pathColour(theme, moved.edge),
      label: null,
      title: '',
      angle: 0,
      kind: 'other',
    });
  }
  return (
    <div className="spectrum-body">
      <div className="spectrum-plane">
        <PlaneFigure
          label="Multipliers of the network at rest in the complex plane"
          symbol="μ"
          reach={reachOf([atRest])}
          circles={circles}
          sets={[
            {
              key: 'μ',
              name: null,
              colour: INK,
              re: multipliers.re,
              im: multipliers.im,
              second: perturbed?.multipliers ?? undefined,
            },
          ]}
        />
      </div>
      <div className="spectrum-text">
        <p className="spectrum-words">
          <Glossed text={atRestWords(atRest, steps, second)} />
        </p>
        <p className="spectrum-words quiet">
          <Subscripted text={restFormula(settings)} />
        </p>
        {settings.input !== 'none' && (
          <p className="spectrum-words quiet">
            At rest means no input and zero state. What the input makes of it at each step is under “This step”.
          </p>
        )}
      </div>
    </div>
  );
}

function NoRest() {
  const store = useAppStore();
  const settings = useShown('views', ({ run }, { panes }) => run?.settings ?? panes[0]);
  const { why, action, patch } = whyNotAtRest(settings);
  return (
    <div className="spectrum-none">
      <p>
        <Subscripted text={`No multipliers at rest here. ${why}`} />
      </p>
      <button type="button" className="small" onClick={() => choose(store, patch)}>
        <Subscripted text={action} />
      </button>
    </div>
  );
}
