/** The answer to "so what?", and three ways to see the three stories. */
import { useEffect, useRef, useState } from 'react';
import type { Settings } from '../../settings/settings';
import { DEFAULTS } from '../../settings/specs';
import { choose } from '../../store/store';
import { type Summary, summarise } from '../../story/sentence';
import { useApp, useAppStore, useShown } from '../common/context';
import { factsOf } from '../common/facts';
import { Glossed } from '../words/Word';

/** What the three stories have in common: nothing is in the way of the two sliders. */
const PLAIN: Partial<Settings> = {
  cell: 'lstm',
  forgetGate: true,
  chrono: false,
  radii: 'together',
  input: 'noise',
  loss: 'last',
  truncation: 'none',
  cuts: [],
};

const STORIES: readonly (readonly [string, Partial<Settings>])[] = [
  ['Make it explode', { ...PLAIN, forgetBias: 1, spectralRadius: 8 }],
  ['Make it forget', { ...PLAIN, forgetBias: -1, spectralRadius: 0.5 }],
  ['Back to the start', { ...PLAIN, forgetBias: DEFAULTS.forgetBias, spectralRadius: DEFAULTS.spectralRadius }],
];

/** Words that the heading of the heatmaps explains: the sentence is to be read, not to be pressed. */
const PLAIN_WORDS = ['gradient', 'loss', 'lag', 'unit', 'output', 'cell', 'path', 'cut', 'norm'];

/** While a slider moves the sentence changes with every frame; it is read out once it has stood this long. */
const STILL_MS = 700;

export function Sentence() {
  const store = useAppStore();
  const { run: result } = useShown('text');
  const isFailed = useApp(({ status }) => status.kind === 'failed');
  const last = useRef<Summary>({ main: '', more: '' });
  const [announced, setAnnounced] = useState('');
  // While a run's first numbers are on their way the sentence before stays, so that nothing jumps.
  const fresh = result === null ? last.current : summarise(factsOf(result));
  const { main, more } = fresh.main === '' ? last.current : fresh;
  useEffect(() => {
    last.current = { main, more };
    const timer = window.setTimeout(() => setAnnounced(`${main} ${more}`), STILL_MS);
    return () => window.clearTimeout(timer);
  }, [main, more]);
  return (
    <section className="sentence" aria-label="What the picture says">
      <p className="visually-hidden" role="status">
        {announced}
      </p>
      <div className="words">
        <p className="main">
          <Glossed
            text={main || (isFailed ? 'There is no picture yet.' : 'Computing the first picture …')}
            skip={PLAIN_WORDS}
          />
        </p>
        <p className="more">
          <Glossed text={more} skip={PLAIN_WORDS} />
        </p>
      </div>
      <div className="chips">
        {STORIES.map(([name, settings]) => (
          <button key={name} type="button" className="chip" onClick={() => choose(store, settings)}>
            {name}
          </button>
        ))}
      </div>
    </section>
  );
}
