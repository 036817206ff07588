type View = Float64Array<ArrayBuffer>;

const COUNT = 4;

/**
 * One array seen through four views, each of which begins one number later than the one before: number k of view r is number k + r of
 * the array. All are of one length, so four neighbours are read at one index, which V8 computes and checks once in a turn of a loop,
 * where `a[k]`, `a[k + 1]` … cost it an addition and a check each: a matrix times a vector is 1.5 times as fast in Node 20. Take as many
 * as there are registers for (workspace.ts).
 */
export function shiftedViews(length: number): readonly [View, View, View, View] {
  const bytes = Float64Array.BYTES_PER_ELEMENT;
  const buffer = new ArrayBuffer((length + COUNT - 1) * bytes);
  const view = (r: number): View => new Float64Array(buffer, r * bytes, length);
  return [view(0), view(1), view(2), view(3)];
}
