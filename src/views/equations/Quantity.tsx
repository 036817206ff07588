/** A piece of an equation with its number underneath: quiet, or a path's term in its hue, which a press strikes out. */
import type { ReactNode } from 'react';
import { pathColour } from '../../charts/ramps/palette';
import type { Cuttable } from '../../settings/edges';
import { type AppStore, pointAt, toggleCut } from '../../store/store';
import { plainSymbol } from '../../story/names';
import { useApp, useAppStore, useTheme } from '../common/context';
import { Maths } from './Maths';

export interface Underneath {
  readonly text: string;
  /** Every digit, on demand. */
  readonly exact: string;
  /** Of the run before. */
  readonly stale?: boolean;
}

interface Props {
  readonly tex: string;
  readonly joint?: string;
  /** Null where there is no number to show, undefined where none belongs. */
  readonly number: Underneath | null | undefined;
}

/** A piece that stands for no path. */
export function Quantity({ tex, joint, number }: Props) {
  return (
    <Joined joint={joint}>
      <span className="quantity">
        <Maths tex={tex} />
        <UnderneathIt number={number} />
      </span>
    </Joined>
  );
}

interface PathProps extends Props {
  readonly edge: Cuttable;
}

/** A pointer that moves lights a path up; what only scrolls under one that rests takes nothing from the path that has the focus. */
const pointing = (store: AppStore, edge: Cuttable) => ({
  onPointerMove: () => pointAt(store, edge),
  onPointerLeave: () => {
    if (store.getState().pointedEdge === edge) pointAt(store, null);
  },
});

/** A path's piece that shows its hue, and lights up with its path everywhere; nothing can be pressed. */
export function PathQuantity({ tex, joint, number, edge }: PathProps) {
  const store = useAppStore();
  const colour = pathColour(useTheme(), edge);
  const isPointed = useApp((state) => state.pointedEdge === edge);
  return (
    <Joined joint={joint}>
      <span
        className="quantity path"
        data-edge={edge}
        data-pointed={isPointed || undefined}
        style={{ color: colour }}
        {...pointing(store, edge)}
      >
        <Maths tex={tex} />
        <UnderneathIt number={number} />
      </span>
    </Joined>
  );
}

interface TermProps extends PathProps {
  readonly words: string;
  readonly isCut: boolean;
}

/** A path's term of the backward pass: a press cuts the path, and the term is struck out. */
export function PathTerm({ tex, joint, number, edge, words, isCut }: TermProps) {
  const store = useAppStore();
  const colour = pathColour(useTheme(), edge);
  const isPointed = useApp((state) => state.pointedEdge === edge);
  const shown = isCut ? { text: 'cut', exact: 'cut: 0' } : number;
  const symbol = plainSymbol(edge);
  return (
    <Joined joint={joint}>
      <button
        type="button"
        className="quantity path"
        data-edge={edge}
        data-pointed={isPointed || undefined}
        data-cut={isCut || undefined}
        style={{ color: colour }}
        aria-pressed={isCut}
        aria-label={`Strike out ${symbol}, ${words}${shown ? `: ${shown.text}` : ''}`}
        title={isCut ? `${symbol} is cut: press to let the gradient through again` : `${words}: press to cut ${symbol}`}
        onClick={() => toggleCut(store, edge)}
        {...pointing(store, edge)}
        onFocus={() => pointAt(store, edge)}
        onBlur={() => pointAt(store, null)}
      >
        <Maths tex={tex} />
        <UnderneathIt number={shown} />
      </button>
    </Joined>
  );
}

/** The sign before a piece stays with it when the line breaks. */
function Joined({ joint, children }: { readonly joint: string | undefined; readonly children: ReactNode }) {
  return (
    <span className="joined">
      {joint !== undefined && (
        <span className="joint">
          <Maths tex={joint} />
        </span>
      )}
      {children}
    </span>
  );
}

function UnderneathIt({ number }: Pick<Props, 'number'>) {
  if (number === undefined) return null;
  return (
    <span className="underneath" translate="no" title={number?.exact} data-stale={number?.stale || undefined}>
      {number?.text ?? ' '}
    </span>
  );
}
