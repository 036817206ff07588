/** Drags a circle about the origin: the radius follows the pointer, and is complete when it is let go. */
import { useRef, useState } from 'react';
import { angleAt, type Plane, radiusAt } from '../../charts/complexPlane';
import type { RadiusKey } from '../../settings/radii';
import type { Settings } from '../../settings/settings';
import { SPECS } from '../../settings/specs';
import { snap } from '../../settings/track';
import { change, commit, putBack, reset } from '../../store/store';
import { useApp, useAppStore } from '../common/context';

export interface Ring {
  readonly radius: number;
  /** Where the handle sits, in radians: it stays under the pointer. */
  readonly angle: number;
  readonly isDragged: boolean;
  readonly pointer: Pick<
    React.DOMAttributes<Element>,
    'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel' | 'onDoubleClick'
  >;
  readonly keys: Pick<React.DOMAttributes<Element>, 'onKeyDown' | 'onKeyUp'>;
}

const NORTH_EAST = Math.PI / 4;

/** `plane` must keep its scale while `onGrab(true)` is in force; `origin` is the element that it is drawn in. */
export function useRing(
  name: RadiusKey,
  plane: Plane,
  origin: () => DOMRect | undefined,
  onGrab: (grabbed: boolean) => void,
): Ring {
  const store = useAppStore();
  const radius = useApp((state) => state.panes[0][name]);
  const [angle, setAngle] = useState(NORTH_EAST);
  /** How far beside the circle the pointer took hold of it, so that it does not leap there. */
  const [held, setHeld] = useState<number | null>(null);
  /** All settings as they were then. */
  const before = useRef<Settings | null>(null);
  const spec = SPECS[name];
  const pixel = (event: React.PointerEvent): { x: number; y: number } => {
    const box = origin();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
  };
  const release = (finish: () => void): void => {
    if (held === null) return;
    setHeld(null);
    onGrab(false);
    finish();
  };
  const stepped = (event: React.KeyboardEvent): number | null => {
    const far = event.shiftKey ? 10 : 1;
    const by: Record<string, number> = {
      ArrowRight: far,
      ArrowUp: far,
      ArrowLeft: -far,
      ArrowDown: -far,
      PageUp: 10 * far,
      PageDown: -10 * far,
    };
    if (event.key === 'Home') return spec.min;
    if (event.key === 'End') return spec.max;
    const steps = by[event.key];
    return steps === undefined ? null : snap(spec, radius + steps * spec.step);
  };
  return {
    radius,
    angle,
    isDragged: held !== null,
    pointer: {
      onPointerDown(event) {
        if (event.button !== 0) return;
        event.stopPropagation();
        event.currentTarget.setPointerCapture?.(event.pointerId);
        [before.current] = store.getState().panes;
        setHeld(radius - radiusAt(plane, pixel(event)));
        onGrab(true);
      },
      onPointerMove(event) {
        if (held === null) return;
        event.stopPropagation();
        const at = pixel(event);
        setAngle(angleAt(plane, at));
        change(store, { [name]: snap(spec, Math.max(0, radiusAt(plane, at) + held)) });
      },
      onPointerUp: () => release(() => commit(store)),
      // A scroll, or a gesture of the system, has taken the pointer: the movement was not meant.
      onPointerCancel: () => release(() => before.current !== null && putBack(store, before.current)),
      onDoubleClick: () => reset(store, name),
    },
    keys: {
      onKeyDown(event) {
        const next = stepped(event);
        if (next === null) return;
        event.preventDefault();
        change(store, { [name]: next });
      },
      // A key that is held down is one change, like a drag.
      onKeyUp(event) {
        if (stepped(event) !== null) commit(store);
      },
    },
  };
}
