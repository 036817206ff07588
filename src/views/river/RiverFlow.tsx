/** The dots that flow over a painted river, frame by frame, for as long as this is drawn. */
import { type RefObject, useEffect } from 'react';
import type { Theme } from '../../charts/colour';
import { paintDots } from '../../charts/river/dotPainter';
import { flowOf } from '../../charts/river/dots';
import type { PaintedRiver } from './model';

interface Props {
  readonly painted: RefObject<PaintedRiver | null>;
  readonly theme: Theme;
}

const DOTS = 72;
const SMALL = 500;

export function RiverFlow({ painted, theme }: Props) {
  useEffect(() => {
    const began = performance.now();
    let frame = 0;
    const next = (now: number): void => {
      if (painted.current !== null) paintFrame(painted.current, (now - began) / 1000, theme);
      frame = requestAnimationFrame(next);
    };
    frame = requestAnimationFrame(next);
    return () => {
      cancelAnimationFrame(frame);
      const { current } = painted;
      if (current === null) return;
      new Uint32Array(current.image.data.buffer).set(current.still);
      current.context.putImageData(current.image, 0, 0);
    };
  }, [painted, theme]);
  return null;
}

/** Dots over the river as it stands. */
function paintFrame(painted: PaintedRiver, seconds: number, theme: Theme): void {
  const { context, image, still, model, ratio } = painted;
  const pixels = new Uint32Array(image.data.buffer);
  pixels.set(still);
  const { width, height } = image;
  const isSmall = width / ratio < SMALL;
  const { lanes } = model.river;
  const bandOf = ({ carousel }: (typeof lanes)[number]) => (carousel === null ? null : model.band);
  painted.flows ??= lanes.map((one, k) => flowOf(one.ribbon, bandOf(one), isSmall ? DOTS / 2 : DOTS, 11 + k));
  const { flows } = painted;
  lanes.forEach((one, k) => {
    const band = bandOf(one);
    const flow = flows[k];
    if (flow === undefined) return;
    paintDots({ pixels, width, height }, one.lane, one.ribbon, flow, seconds, {
      theme,
      ratio,
      edges: band?.edges ?? [],
      radius: isSmall ? 2.1 : 2.6,
      followed: band !== null,
    });
  });
  context.putImageData(image, 0, 0);
}
