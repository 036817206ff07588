/** The band "which way it came" as vectors: one area a path, hatched where it hangs below the base. */
import { hueOf, rampOf } from '../ramps/palette';
import type { Band } from '../river/band';
import type { BandFrame } from '../river/bandPainter';
import type { Paints } from './paint';
import { areaOf, element, type Point } from './svg';

export function bandSvg(band: Band, frame: BandFrame, paints: Paints, ratio: number): string {
  const { edges, stations } = band;
  const upper = new Float64Array(stations);
  const lower = new Float64Array(stations);
  return edges
    .map((edge, row) => {
      const hue = hueOf('light', rampOf(edge));
      const up = areas(band.up, row, frame, stations, upper, -1);
      const down = areas(band.down, row, frame, stations, lower, 1);
      return (
        (up === '' ? '' : element('path', { d: up, fill: hue })) +
        (down === '' ? '' : element('path', { d: down, fill: paints.hatch(hue, 1.1 * ratio, 3 * ratio) }))
      );
    })
    .join('');
}

/** One path's layer over what is stacked already, which grows by it. `way`: −1 upwards. */
function areas(
  shares: Float32Array,
  row: number,
  { left, width, base, height }: BandFrame,
  stations: number,
  stacked: Float64Array,
  way: number,
): string {
  const x = (station: number): number => left + Math.round((station * width) / stations);
  const paths: string[] = [];
  let from: Point[] = [];
  let to: Point[] = [];
  const close = (): void => {
    if (from.length > 0) paths.push(areaOf([...to, ...from.reverse()]));
    from = [];
    to = [];
  };
  for (let station = 0; station < stations; station++) {
    const share = shares[row * stations + station];
    if (!(share > 0)) {
      close();
      continue;
    }
    const near = base + way * height * stacked[station];
    stacked[station] += share;
    const far = base + way * height * stacked[station];
    from.push([x(station), near], [x(station + 1), near]);
    to.push([x(station), far], [x(station + 1), far]);
  }
  close();
  return paths.join('');
}
