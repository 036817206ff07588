/** Owns a canvas element, its device-pixel ratio and when it draws; the painter is the chart's. */
import { useCallback, useLayoutEffect, useState } from 'react';
import { useAppStore } from './context';
import { usePixelRatio } from './usePixelRatio';
import { useSize } from './useSize';

interface Props {
  readonly className: string;
  readonly label: string;
  /** A new function is a new picture; `ratio` is the number of its pixels in one of CSS. */
  readonly draw: (context: CanvasRenderingContext2D, ratio: number) => void;
  /** Tells when `draw` would draw something else, where that is not known by its being new. Returns a function that ends it. */
  readonly subscribe?: (listener: () => void) => () => void;
  /** Whether `draw` fills all of it. Not to be changed. */
  readonly opaque?: boolean;
}

export function Canvas({ className, label, draw, subscribe, opaque = false }: Props) {
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null);
  const [sizeRef, { width, height }] = useSize();
  const ref = useCallback(
    (element: HTMLCanvasElement | null) => {
      setCanvas(element);
      return sizeRef(element);
    },
    [sizeRef],
  );
  const store = useAppStore();
  const ratio = usePixelRatio();
  const [problem, setProblem] = useState<unknown>(null);
  // For the boundary above: an error in an effect or a listener of the store would not reach it by itself.
  if (problem !== null) throw problem;
  useLayoutEffect(() => {
    if (canvas === null) return;
    const context = canvas.getContext('2d', { alpha: !opaque });
    const canDraw = context !== null;
    if (store.getState().canDraw !== canDraw) store.setState({ canDraw });
    if (context === null) return;
    const deviceWidth = Math.round(width * ratio);
    const deviceHeight = Math.round(height * ratio);
    // Setting a size clears the canvas and costs a reallocation, so only when it changes.
    if (canvas.width !== deviceWidth) canvas.width = deviceWidth;
    if (canvas.height !== deviceHeight) canvas.height = deviceHeight;
    const paint = (): void => {
      try {
        draw(context, ratio);
      } catch (error) {
        setProblem(error ?? new Error('a picture could not be drawn'));
      }
    };
    paint();
    // A context that the browser took away, with the graphics card's memory, comes back empty.
    canvas.addEventListener('contextrestored', paint);
    const stop = subscribe?.(paint);
    return () => {
      canvas.removeEventListener('contextrestored', paint);
      stop?.();
    };
  }, [canvas, draw, subscribe, opaque, width, height, ratio, store]);
  return <canvas ref={ref} className={className} role="img" aria-label={label} />;
}
