/** A run as a figure for print. */
import { type FigureData, type FigureRow, type FigureSvg, figureSvg } from '../../charts/figure/figure';
import { type FigureLayout, type FigureWidth, figureLayout } from '../../charts/figure/layout';
import { legendTicks } from '../../charts/ramps/legend';
import { PALETTES, pathColour, rampOf } from '../../charts/ramps/palette';
import type { RowName, SeriesName } from '../../engine/seriesNames';
import { CELLS } from '../../settings/cells';
import { charactersOf } from '../../settings/characters';
import { activeCuts } from '../../settings/edges';
import type { RunResult } from '../../store/runResult';
import { sizeAgainstLoss } from '../../story/answer';
import { powerOfTen } from '../../story/format';
import { rowEdge, rowWords, symbolOf } from '../../story/names';
import { captionOf, settingsWords } from '../../story/taken/caption';
import { heldFrom } from '../common/held';
import { endsOf, shownRows } from '../common/shownRows';
import { hasPaths, riverOf } from '../river/model';
import { takenFrom } from './taken';

export interface Figure extends FigureSvg {
  readonly layout: FigureLayout;
}

export function figureOf(run: RunResult, width: FigureWidth, address: string): Figure {
  const { settings, info } = run;
  const { steps, size } = info;
  const rows = shownRows(settings).filter((row) => run.cells.has(row));
  const layout = figureLayout({ width, steps, size, rows: rows.length, lanes: hasPaths(settings) ? 2 : 1 });
  const { river } = riverOf(run, { ...layout.river, scale: 1, stroke: 1 });
  const ends = endsOf(run, settings);
  const { missing } = takenFrom(run, address);
  const text = settings.input === 'text' ? charactersOf(settings.text, settings.characters) : null;
  const data: FigureData = {
    title: `Gradient Carousel: ${settingsWords(settings, info)}`,
    river,
    lanes: river.lanes.map(({ role }) =>
      role === 'ghost'
        ? { name: 'plain RNN', note: noteOf(run, 'ghost', width) }
        : { name: CELLS[settings.cell].label, note: noteOf(run, 'g', width) },
    ),
    bandName: 'which way it came',
    rows: rows.map((row) => rowOf(run, row)),
    ends,
    characters: text !== null && text.length === steps ? text : null,
    scale: {
      title: 'size against the loss',
      low: powerOfTen(ends.low),
      ticks: legendTicks(ends).map((log) => ({ log, label: log === 0 ? '1' : powerOfTen(log) })),
    },
    caption: captionOf({
      settings,
      steps,
      size,
      hasRiver: river.lanes.length > 0,
      hasBand: river.band !== null,
      pooled: Math.ceil(size / layout.lines),
      missing: missing.filter((what) => IN_FIGURE.test(what)).join(', '),
    }),
    link: address,
  };
  return { ...figureSvg(layout, data), layout };
}

/** Of what may be missing, what a figure would have shown. */
const IN_FIGURE = /heatmaps|plain RNN|crossings/;

/** A narrow figure has no room for the place, which its caption tells. */
function noteOf(run: RunResult, of: SeriesName, width: FigureWidth): string {
  const first = run.curve(of)?.[0] ?? Number.NaN;
  if (Number.isNaN(first)) return '';
  return `${sizeAgainstLoss(first, run.perturbedAt(of, 0))}${width > 100 ? ' at step 1' : ''}`;
}

function rowOf(run: RunResult, row: RowName): FigureRow {
  const { settings } = run;
  const edge = rowEdge(row);
  const { title } = rowWords(settings.cell, row);
  const whole = row === 'c' ? 'δc, cell' : CELLS[settings.cell].state.length > 1 ? 'δy, output' : 'δh';
  return {
    cells: run.cells.get(row) as Float32Array,
    ramp: edge === null ? 'neutral' : rampOf(edge),
    colour: edge === null ? PALETTES.light.ink : pathColour('light', edge),
    name: edge === null ? { base: title, sub: '' } : symbolOf(edge),
    title: edge === null ? whole : title,
    isCut: edge !== null && activeCuts(settings).has(edge),
    held: heldFrom(run, row),
  };
}
