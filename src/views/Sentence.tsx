/** The answer to "so what?", and two ways to see the other two stories. */
import { useRef } from 'react';
import type { Settings } from '../settings/settings';
import { DEFAULTS } from '../settings/specs';
import { choose } from '../store/store';
import { type Said, say } from '../story/sentence';
import { useApp, useAppStore } from './context';
import { factsOf } from './facts';
import { Subscripted } from './Term';

const EXPLODE: Partial<Settings> = {
  network: 'lstm',
  forgetGate: true,
  radii: 'together',
  forgetBias: 1,
  spectralRadius: 8,
};
const FORGET: Partial<Settings> = {
  network: 'lstm',
  forgetGate: true,
  radii: 'together',
  forgetBias: -1,
  spectralRadius: 0.5,
};
const HOLD: Partial<Settings> = { forgetBias: DEFAULTS.forgetBias, spectralRadius: DEFAULTS.spectralRadius };

export function Sentence() {
  const store = useAppStore();
  const result = useApp((state) => state.result);
  useApp((state) => state.version);
  const last = useRef<Said>({ main: '', more: '' });
  // While a run's first numbers are on their way the sentence before stays, so that nothing jumps.
  const said = result === null ? last.current : say(factsOf(result));
  if (said.main !== '') last.current = said;
  const { main, more } = last.current;
  return (
    <section className="sentence" aria-label="What the picture says">
      <div className="words" aria-live="polite">
        <p className="main">
          <Subscripted text={main || 'Computing the first picture …'} />
        </p>
        <p className="more">
          <Subscripted text={more} />
        </p>
      </div>
      <div className="chips">
        <button type="button" className="chip" onClick={() => choose(store, EXPLODE)}>
          Make it explode
        </button>
        <button type="button" className="chip" onClick={() => choose(store, FORGET)}>
          Make it forget
        </button>
        <button type="button" className="chip" onClick={() => choose(store, HOLD)}>
          Make it hold
        </button>
      </div>
    </section>
  );
}
