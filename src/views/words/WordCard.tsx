/** The meaning of a word in a card beside it; Escape, or a press anywhere else, closes it. */
import * as Popover from '@radix-ui/react-popover';
import { type RefObject, useRef } from 'react';
import { explanationOf } from '../../story/glossaryExplanations';
import type { GlossaryEntry } from '../../story/glossaryTerms';
import { usePaneChoices } from '../common/context';
import { Subscripted } from '../common/Term';

interface Props {
  readonly entry: GlossaryEntry;
  /** The word itself: the card stands beside it, and gives the focus back to it. */
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly onClose: () => void;
}

export function WordCard({ entry, button, onClose }: Props) {
  const pressedElsewhere = useRef(false);
  const { plain, formula } = explanationOf(entry.id, usePaneChoices('cell', 'cellActivation'));
  return (
    <Popover.Root open onOpenChange={onClose}>
      <Popover.Anchor virtualRef={button as RefObject<HTMLButtonElement>} />
      <Popover.Portal>
        <Popover.Content
          className="popover"
          sideOffset={4}
          collisionPadding={8}
          aria-label={entry.term}
          onInteractOutside={(event) => {
            // The word closes its own card: closed here as well, its press would open it again.
            if (button.current?.contains(event.target as Node)) event.preventDefault();
            else pressedElsewhere.current = true;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (!pressedElsewhere.current) button.current?.focus();
          }}
        >
          <b>{entry.term}</b>
          <p>
            <Subscripted text={plain} />
          </p>
          {formula !== null && (
            <p className="formula">
              <Subscripted text={formula} />
            </p>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
