/** Owns a canvas element, its device-pixel ratio and when it draws; the painter is the chart's. */
import { useCallback, useLayoutEffect, useState } from 'react';
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
  useLayoutEffect(() => {
    const context = canvas?.getContext('2d', { alpha: !opaque });
    if (!canvas || !context) return;
    const ratio = window.devicePixelRatio || 1;
    const deviceWidth = Math.round(width * ratio);
    const deviceHeight = Math.round(height * ratio);
    // Setting a size clears the canvas and costs a reallocation, so only when it changes.
    if (canvas.width !== deviceWidth) canvas.width = deviceWidth;
    if (canvas.height !== deviceHeight) canvas.height = deviceHeight;
    draw(context, ratio);
    return subscribe?.(() => draw(context, ratio));
  }, [canvas, draw, subscribe, opaque, width, height]);
  return <canvas ref={ref} className={className} role="img" aria-label={label} />;
}
