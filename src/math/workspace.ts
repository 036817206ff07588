/**
 * Workspaces: arrays that are allocated once and that short functions are closed over. V8 knows such an array as a constant, so it
 * neither reads its address and its length in every turn of a loop nor spends registers on them, as it does for an argument. That
 * makes products of matrices a quarter faster in Node 20, and products with vectors (packedRows.ts, symmetricMatrix.ts) 1.5 to 2.3
 * times, there and in Chromium; neighbours at one index (shiftedViews.ts) come on top.
 *
 * Everything that runs shares them, and tasks are interleaved at every `yield`. So their contents hold until the next `yield` and no
 * longer: what is used after it is loaded again. A `Workspace` makes that cheap for what rarely changes: `load` is called before every
 * use, and copies only where another owner has been there in between. Arrays without one are scratch space, filled before every use.
 */
export class Workspace {
  private readonly owners: (object | null)[];

  /** Slots that may have different owners. */
  constructor(slots = 1) {
    this.owners = new Array<null>(slots).fill(null);
  }

  /**
   * Makes `owner` the one whose data are in the `count` slots from `first` on, which `fill` writes unless they are there already. An owner
   * that loses one slot loses all of its slots.
   */
  load(owner: object, fill: () => void, first = 0, count = 1): void {
    const { owners } = this;
    if (owners[first] === owner) return;
    for (let slot = first; slot < first + count; slot++) this.release(owners[slot] ?? null);
    this.release(owner);
    fill();
    owners.fill(owner, first, first + count);
  }

  /** The next `load` of this owner fills again: its data have changed. */
  release(owner: object | null): void {
    if (owner === null) return;
    const { owners } = this;
    for (let slot = 0; slot < owners.length; slot++) if (owners[slot] === owner) owners[slot] = null;
  }
}
