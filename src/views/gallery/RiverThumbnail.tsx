/** A small river from numbers that came with the page. */
import { useCallback } from 'react';
import { paintRiver } from '../../charts/river/river';
import { riverOfSketch, sketchOf, type Thumbnail, tamed, veilRiver } from '../../charts/river/thumbnail';
import { Canvas } from '../common/Canvas';
import { useTheme } from '../common/context';

interface Props {
  readonly river: Thumbnail;
  /** Only the loss's end of it: what becomes of the gradient is the question. */
  readonly isVeiled?: boolean;
}

export function RiverThumbnail({ river, isVeiled = false }: Props) {
  const theme = useTheme();
  const draw = useCallback(
    (context: CanvasRenderingContext2D, ratio: number) => {
      const { width, height } = context.canvas;
      if (width === 0 || height === 0) return;
      const image = context.createImageData(width, height);
      const picture = { pixels: new Uint32Array(image.data.buffer), width, height };
      const sketched = riverOfSketch(isVeiled ? tamed(sketchOf(river)) : sketchOf(river), { width, height, ratio });
      paintRiver(picture, sketched, { theme, ratio, resting: true });
      if (isVeiled) veilRiver(picture, sketched, theme, ratio);
      context.putImageData(image, 0, 0);
    },
    [river, theme, isVeiled],
  );
  return (
    <span className="thumbnail" data-veiled={isVeiled || undefined} data-lanes={river.lanes.length} aria-hidden="true">
      <Canvas className="heatmap" opaque draw={draw} label="" />
    </span>
  );
}
