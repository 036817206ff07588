/** Weights that are not finite: how many, and where. */
import type { NamedTensor } from './model';
import { shortened, shownShape } from './storedTensor';

/** One sentence; null where all are finite. Rows and columns are counted from 1. */
export function notFinite({ name, shape, values }: NamedTensor): string | null {
  let nan = 0;
  let infinite = 0;
  let first = -1;
  values.forEach((value, index) => {
    if (Number.isFinite(value)) return;
    if (Number.isNaN(value)) nan++;
    else infinite++;
    if (first < 0) first = index;
  });
  if (first < 0) return null;
  const counts = [nan > 0 ? `${nan} NaN` : '', infinite > 0 ? `${infinite} infinite` : ''].filter(
    (count) => count !== '',
  );
  return `${shortened(name)} ${shownShape(shape)} has values that are not finite: ${counts.join(' and ')} of ${values.length}, the first ${placeOf(first, shape)}.`;
}

function placeOf(index: number, shape: readonly number[]): string {
  const columns = shape.length === 2 ? shape[1] : 0;
  return columns > 0 ? `in row ${Math.floor(index / columns) + 1}, column ${(index % columns) + 1}` : `at ${index + 1}`;
}
