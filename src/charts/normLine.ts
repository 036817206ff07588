/** The norm per step, drawn over a heatmap on the scale of its colours. */
import { PAGE, type ScaleEnds, type Theme } from './colour';
import { traceCurve, verticalScale } from './curves';

interface NormOptions {
  readonly theme: Theme;
  readonly ends: ScaleEnds;
  readonly colour: string;
}

/**
 * On the canvas itself: an element over it would be laid out and painted anew, as a layer of its own, with every picture. `norm` is
 * [steps], log10; `ratio` is the number of the canvas's pixels in one of CSS.
 */
export function drawNorm(
  context: CanvasRenderingContext2D,
  norm: Float64Array,
  ratio: number,
  { theme, ends, colour }: NormOptions,
): void {
  const { width, height } = context.canvas;
  context.save();
  context.beginPath();
  traceCurve(context, norm, verticalScale(ends.low, ends.high, height).y, { width, height, steps: norm.length });
  // The page's colour around it: to be seen on cells of its own colour too.
  stroke(context, PAGE[theme], 4 * ratio, 0.75);
  stroke(context, colour, 1.5 * ratio, 1);
  context.restore();
}

function stroke(context: CanvasRenderingContext2D, colour: string, width: number, alpha: number): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.globalAlpha = alpha;
  context.stroke();
}
