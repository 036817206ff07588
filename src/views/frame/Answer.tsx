/** The page's question and its answer, in words large enough to be read from afar. */
import { useEffect, useRef, useState } from 'react';
import { pathColour } from '../../charts/ramps/palette';
import { answer, type Compared, type Answer as Words } from '../../story/answer';
import { useApp, useShown, useTheme } from '../common/context';
import { factsOf } from '../common/facts';
import { Subscripted } from '../common/Term';
import { Stories } from './Stories';

/** While a slider moves the answer changes with every frame; it is read out once it has stood this long. */
const STILL_MS = 700;

export function Answer() {
  const { run } = useShown('text');
  const isFailed = useApp(({ status }) => status.kind === 'failed');
  const last = useRef<Words | null>(null);
  const [announced, setAnnounced] = useState('');
  // While a run's first numbers are on their way the answer before stays, so that nothing jumps.
  const words = (run === null ? null : answer(factsOf(run))) ?? last.current;
  const spoken =
    words === null
      ? ''
      : [
          `${words.question} ${words.size} ${words.words}.`,
          ...words.compared.map(({ name, size }) => `${name} ${size}.`),
          words.why,
        ].join(' ');
  useEffect(() => {
    last.current = words;
    const timer = window.setTimeout(() => setAnnounced(spoken), STILL_MS);
    return () => window.clearTimeout(timer);
  });
  return (
    <section className="answer" aria-label="What the picture says">
      <p className="visually-hidden" role="status">
        {announced}
      </p>
      <h2 className="question">{words?.question ?? 'Can the first step still learn from the last?'}</h2>
      <p className="size" data-hot={words?.isHot || undefined}>
        {words === null ? (
          <span className="of">{isFailed ? 'There is no picture yet.' : 'Computing the first picture …'}</span>
        ) : (
          <>
            <output translate="no">{words.size}</output>{' '}
            <span className="of">
              <Subscripted text={words.words} />
            </span>
          </>
        )}
      </p>
      <p className="compared">
        {words?.compared.map((one) => (
          <Beside key={one.of} {...one} />
        ))}
      </p>
      <p className="why">{words !== null && <Subscripted text={words.why} />}</p>
      <Stories />
    </section>
  );
}

/** In the colour of its ribbon. */
function Beside({ of, name, size }: Compared) {
  const theme = useTheme();
  return (
    <span style={{ color: of === 'ghost' ? 'var(--muted)' : pathColour(theme, of) }}>
      {name} <b translate="no">{size}</b>
    </span>
  );
}
