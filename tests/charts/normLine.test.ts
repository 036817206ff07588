/** The norm that is drawn over a heatmap: on the scale of its colours, with gaps where there is none, seen on every cell. */
import { expect, it } from 'vitest';
import { INK, PAGE } from '../../src/charts/colour';
import { drawNorm } from '../../src/charts/normLine';

/** A canvas's context that writes down what it is told. */
function recorder(width: number, height: number) {
  const path: string[] = [];
  const strokes: { style: string; width: number; alpha: number }[] = [];
  const context = {
    canvas: { width, height },
    strokeStyle: '',
    lineWidth: 1,
    globalAlpha: 1,
    save: () => {},
    restore: () => {},
    beginPath: () => {},
    closePath: () => path.push('Z'),
    moveTo: (x: number, y: number) => path.push(`M${x},${y}`),
    lineTo: (x: number, y: number) => path.push(`L${x},${Math.round(y)}`),
    stroke() {
      strokes.push({ style: this.strokeStyle, width: this.lineWidth, alpha: this.globalAlpha });
    },
  };
  return { path, strokes, context: context as unknown as CanvasRenderingContext2D };
}

it('stands at the centre of each step, and breaks at an exact zero', () => {
  const { path, strokes, context } = recorder(50, 90);
  const norm = Float64Array.of(6, 0, -Infinity, -12, Number.NaN);
  drawNorm(context, norm, 2, { theme: 'dark', ends: { low: -12, high: 6 }, colour: INK.dark });
  expect(path).toEqual(['M5,0', 'L15,30', 'M35,90', 'Z']);
  expect(strokes).toEqual([
    { style: PAGE.dark, width: 8, alpha: 0.75 },
    { style: INK.dark, width: 3, alpha: 1 },
  ]);
});
