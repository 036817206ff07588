/** Plots of two dimensions that are read together, by pointer or by keys: a press on one, arrow keys on all. */
import type { CSSProperties, KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { type Pointed, pointedIn } from './pointed';

interface Props {
  readonly className: string;
  /** What it is, and what its keys do. */
  readonly label: string;
  /** The id of the element that has the reading in words. */
  readonly describedBy?: string | undefined;
  /** Whether there is anything to read. */
  readonly isReady: boolean;
  /** Called with where in a `.plot` inside it, or in itself, the pointer is. */
  readonly onPoint: (at: Pointed) => void;
  /** Returns whether the key is one of its own. */
  readonly onKey: (event: Pick<KeyboardEvent, 'key' | 'shiftKey'>) => boolean;
  readonly stale?: boolean;
  readonly style?: CSSProperties;
  readonly plotRef?: (element: Element | null) => void;
  readonly children: ReactNode;
}

export function ReadingSurface(props: Props) {
  const { className, label, describedBy, isReady, onPoint, onKey, stale, style, plotRef, children } = props;
  const point = (event: PointerEvent): void => {
    const plot = event.target instanceof Element ? event.target.closest<HTMLElement>('.plot') : null;
    const at = plot === null || !isReady ? null : pointedIn(plot, event);
    if (at !== null) onPoint(at);
  };
  const press = (event: KeyboardEvent): void => {
    // Of buttons inside it, keys are their own.
    if (event.target === event.currentTarget && isReady && onKey(event)) event.preventDefault();
  };
  return (
    <div
      className={className}
      ref={plotRef}
      data-stale={stale || undefined}
      style={style}
      // Its words are in the reading beside it.
      role="application"
      aria-label={label}
      aria-describedby={describedBy}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application is interactive
      tabIndex={0}
      onPointerMove={point}
      onPointerDown={point}
      onKeyDown={press}
    >
      {children}
    </div>
  );
}
