/** Which heatmaps are shown, and the ends of the colour scale that they share. */
import { FIXED_ENDS, type ScaleEnds } from '../../charts/colour';
import type { RowName } from '../../engine/seriesNames';
import { hasControl } from '../../settings/controls';
import { edgesOf } from '../../settings/edges';
import type { Settings } from '../../settings/settings';
import type { RunResult } from '../../store/runResult';

/** All paths together, then each path, from top to bottom. In Explore a path that is the only one has no row: it would be the first one's twin. */
export function shownRows(
  settings: Pick<Settings, 'cell' | 'peepholes' | 'forgetGate' | 'wholeRow' | 'pathRows' | 'depth'>,
): readonly RowName[] {
  const { cell, wholeRow, pathRows, depth } = settings;
  const edges = edgesOf(settings);
  return [
    hasControl(cell, 'wholeRow') ? wholeRow : 'y',
    ...(edges.length === 1 && depth !== 'lab' ? [] : edges.map((edge) => `${pathRows}.${edge}` as const)),
  ];
}

/** Fixed, so that two links compare, or those of the picture; always at least one decade on either side of 10⁰. */
export function endsOf(result: RunResult | null, settings: Settings): ScaleEnds {
  if (settings.scale === 'fixed' || result === null) return FIXED_ENDS;
  let low = -1;
  let high = 1;
  for (const row of shownRows(settings)) {
    for (const value of result.cells.get(row) ?? []) {
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      else if (value > high) high = value;
    }
  }
  return { low: Math.floor(low), high: Math.ceil(high) };
}
