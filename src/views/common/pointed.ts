/** Where in a plot a pointer is. */
import type { PointerEvent } from 'react';

export interface Pointed {
  readonly plot: HTMLElement;
  /** Pixels from the plot's upper left corner. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** By a press and not in passing, which takes over from playback. */
  readonly pressed: boolean;
}

/** Null where the plot has no width, as while it is out of sight. */
export function pointedIn(plot: HTMLElement, event: PointerEvent): Pointed | null {
  const { left, top, width, height } = plot.getBoundingClientRect();
  if (width === 0) return null;
  const pressed = event.type === 'pointerdown';
  return { plot, x: event.clientX - left, y: event.clientY - top, width, height, pressed };
}
