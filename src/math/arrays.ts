/**
 * Where the arrays of a trace and a sweep come from. A run has a megabyte of them at the default size, and a run follows another
 * at every frame of a drag: made anew each time, they keep the collector as busy as the arithmetic.
 */

/** Arrays of zeros. */
export interface Arrays {
  float64(length: number): Float64Array;
  int32(length: number): Int32Array;
}

/** New ones, which nobody takes back. */
export const FRESH: Arrays = {
  float64: (length) => new Float64Array(length),
  int32: (length) => new Int32Array(length),
};

/** Lends arrays and takes all of them back together: whoever has one must be done with it by then. */
export class ArrayPool implements Arrays {
  private readonly float64s = new Lending(FRESH.float64);
  private readonly int32s = new Lending(FRESH.int32);

  float64(length: number): Float64Array {
    return this.float64s.take(length);
  }

  int32(length: number): Int32Array {
    return this.int32s.take(length);
  }

  reclaim(): void {
    this.float64s.reclaim();
    this.int32s.reclaim();
  }
}

class Lending<A extends Float64Array | Int32Array> {
  private free = new Map<number, A[]>();
  private lent: A[] = [];

  constructor(private readonly make: (length: number) => A) {}

  take(length: number): A {
    const known = this.free.get(length)?.pop();
    known?.fill(0);
    const array = known ?? this.make(length);
    this.lent.push(array);
    return array;
  }

  /** Lengths that were not asked for since the last time are of a network that is gone. */
  reclaim(): void {
    const free = new Map<number, A[]>();
    for (const array of this.lent) {
      const same = free.get(array.length) ?? this.free.get(array.length) ?? [];
      same.push(array);
      free.set(array.length, same);
    }
    this.free = free;
    this.lent = [];
  }
}
