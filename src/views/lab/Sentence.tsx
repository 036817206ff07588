/** Lab's long answer to "so what?", and three ways to see the three stories. */
import { useEffect, useRef, useState } from 'react';
import { type Summary, summarise } from '../../story/sentence';
import { useApp, useShown } from '../common/context';
import { factsOf } from '../common/facts';
import { Stories } from '../frame/Stories';
import { Glossed } from '../words/Word';

/** Words that the heading of the heatmaps explains: the sentence is to be read, not to be pressed. */
const PLAIN_WORDS = ['gradient', 'loss', 'lag', 'unit', 'output', 'cell', 'path', 'cut', 'norm'];

/** While a slider moves the sentence changes with every frame; it is read out once it has stood this long. */
const STILL_MS = 700;

export function Sentence() {
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
      <Stories />
    </section>
  );
}
