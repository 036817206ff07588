/** Hands files to the browser to keep, and makes a PNG of a figure. */

import { canvasOf } from '../../charts/canvasOf';
import { withResolution } from '../../charts/figure/png';
import type { Figure } from './figureOf';

export function save(name: string, type: string, parts: readonly BlobPart[]): void {
  const url = URL.createObjectURL(new Blob([...parts], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it by then; the address keeps the whole file in memory.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export const SVG_TYPE = 'image/svg+xml';

/** Each cell is a whole number of its pixels. Errors: a browser that draws no canvas of this size. */
export async function pngOfFigure({ svg, width, height, layout }: Figure): Promise<Uint8Array<ArrayBuffer>> {
  const image = new Image();
  const url = URL.createObjectURL(new Blob([svg], { type: SVG_TYPE }));
  try {
    image.src = url;
    await image.decode();
    const { canvas, context } = canvasOf(width, height);
    context.drawImage(image, 0, 0, width, height);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
    if (blob === null) throw new Error(`this browser makes no PNG of ${width} by ${height} pixels`);
    return withResolution(new Uint8Array(await blob.arrayBuffer()), layout.dpi);
  } finally {
    URL.revokeObjectURL(url);
  }
}
