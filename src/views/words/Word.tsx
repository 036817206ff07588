/** A term of the field that explains itself: a press opens its meaning in plain words, with the formula. */
import { memo, type ReactNode, Suspense, useRef, useState } from 'react';
import { gloss, glossaryEntry } from '../../story/glossary';
import type { GlossaryEntry } from '../../story/glossaryTerms';
import { deferred } from '../common/deferred';
import { Subscripted } from '../common/Term';
import { ViewBoundary } from '../common/ViewBoundary';

/** Loaded when a word is first pointed at: what places it weighs more than all the words, and there are forty on the page. */
const WordCard = deferred('WordCard', () => import('./WordCard'));

/** The press that follows finds it there; where it could not be had, that press says so. */
const prepare = (): void => void WordCard.load().catch(() => {});

interface Props {
  readonly entry: GlossaryEntry;
  /** As it stands in the text. */
  readonly children: ReactNode;
  /** Where the text does not say which term is meant. */
  readonly label?: string;
}

function Word({ entry, children, label }: Props) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="word"
        aria-label={label}
        aria-haspopup="dialog"
        aria-expanded={open}
        data-state={open ? 'open' : 'closed'}
        onPointerEnter={prepare}
        onFocus={prepare}
        onClick={() => setOpen((isOpen) => !isOpen)}
      >
        {children}
      </button>
      {open && (
        <ViewBoundary what="The explanation">
          <Suspense>
            <WordCard entry={entry} button={button} onClose={() => setOpen(false)} />
          </Suspense>
        </ViewBoundary>
      )}
    </>
  );
}

/** A text in which the first occurrence of each known term explains itself; `skip` keeps a long text quiet. */
export const Glossed = memo(function Glossed({
  text,
  skip,
}: {
  readonly text: string;
  readonly skip?: readonly string[];
}) {
  return gloss(text, skip).map(({ text: part, entry }, index) =>
    entry === null ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have nothing else that stays when its numbers change.
      <Subscripted key={index} text={part} />
    ) : (
      // By its term: a number that grows longer before it must not close what the reader has opened.
      <Word key={entry.id} entry={entry}>
        <Subscripted text={part} />
      </Word>
    ),
  );
});

/** A small mark beside a label that cannot be pressed itself. */
export const WordMark = memo(function WordMark({ id }: { readonly id: string }) {
  const entry = glossaryEntry(id);
  return (
    <Word entry={entry} label={`What is ${entry.term}?`}>
      <span className="word-mark" aria-hidden="true">
        ?
      </span>
    </Word>
  );
});
