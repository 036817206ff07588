/** A term of the field that explains itself: a press opens its meaning in plain words, with the formula. */
import * as Popover from '@radix-ui/react-popover';
import { type ReactNode, useState } from 'react';
import { gloss, glossaryEntry } from '../../story/glossary';
import type { GlossaryEntry } from '../../story/glossaryEntries';
import { Subscripted } from '../Term';

interface Props {
  readonly entry: GlossaryEntry;
  /** As it stands in the text. */
  readonly children: ReactNode;
  /** Where the text does not say which term is meant. */
  readonly label?: string;
}

function Word({ entry, children, label }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className="word" aria-label={label}>
        {children}
      </Popover.Trigger>
      {open && (
        <Popover.Portal>
          <Popover.Content className="popover" sideOffset={4} collisionPadding={8} aria-label={entry.term}>
            <b>{entry.term}</b>
            <p>
              <Subscripted text={entry.plain} />
            </p>
            {entry.formula !== null && (
              <p className="formula">
                <Subscripted text={entry.formula} />
              </p>
            )}
          </Popover.Content>
        </Popover.Portal>
      )}
    </Popover.Root>
  );
}

/** A text in which the first occurrence of each known term explains itself; `skip` keeps a long text quiet. */
export function Glossed({ text, skip }: { readonly text: string; readonly skip?: readonly string[] }) {
  let place = 0;
  return gloss(text, skip).map(({ text: part, entry }) => {
    const key = place;
    place += part.length;
    return entry === null ? (
      <Subscripted key={key} text={part} />
    ) : (
      <Word key={key} entry={entry}>
        <Subscripted text={part} />
      </Word>
    );
  });
}

/** A small mark beside a label that cannot be pressed itself. */
export function WordMark({ id }: { readonly id: string }) {
  const entry = glossaryEntry(id);
  return (
    <Word entry={entry} label={`What is ${entry.term}?`}>
      <span className="word-mark" aria-hidden="true">
        ?
      </span>
    </Word>
  );
}
