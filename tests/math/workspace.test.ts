/** Shared arrays: who has filled them, and that tasks which take turns at every `yield` get what they would get alone, to the last bit. */
import { describe, expect, it } from 'vitest';
import { DenseGram } from '../../src/math/gram';
import { type Found, searchGram } from '../../src/math/gramLanczos';
import { Lanczos } from '../../src/math/lanczos';
import { matrixProduct } from '../../src/math/matrixProduct';
import { addOuterProducts, vectorsOf } from '../../src/math/outerSum';
import { RandomStream } from '../../src/math/random';
import { ScaledRows } from '../../src/math/scaledVector';
import { runToEnd } from '../../src/math/task';
import { Workspace } from '../../src/math/workspace';

const normals = (count: number, name: string): Float64Array => new RandomStream(4, name).normals(count, 1);

/** Runs all tasks to their ends, one `next` of each in turn; how often each of them paused. */
function takeTurns(tasks: readonly Generator<unknown, unknown>[]): number[] {
  const pauses = tasks.map(() => 0);
  let open = tasks.map((task, index) => ({ task, index }));
  while (open.length > 0)
    open = open.filter(({ task, index }) => {
      const { done } = task.next();
      if (done !== true) pauses[index]++;
      return done !== true;
    });
  return pauses;
}

describe('a workspace', () => {
  const fillsOf = (workspace: Workspace) => {
    const fills: string[] = [];
    const owners = new Map<string, object>();
    const load = (name: string, first = 0, count = 1): string[] => {
      const owner = owners.get(name) ?? { name };
      owners.set(name, owner);
      workspace.load(owner, () => fills.push(name), first, count);
      return fills.splice(0);
    };
    return { load, release: (name: string) => workspace.release(owners.get(name) ?? null) };
  };

  it('is filled when another owner was there, and only then', () => {
    const { load } = fillsOf(new Workspace());
    expect(['a', 'a', 'b', 'b', 'a', 'a'].map((name) => load(name))).toEqual([['a'], [], ['b'], [], ['a'], []]);
  });

  it('is filled again when its owner was released, and not when another was', () => {
    const { load, release } = fillsOf(new Workspace());
    load('a');
    release('b');
    expect(load('a')).toEqual([]);
    release('a');
    expect(load('a')).toEqual(['a']);
  });

  it('keeps owners of different slots apart', () => {
    const { load } = fillsOf(new Workspace(4));
    expect([load('a', 0, 2), load('b', 2, 2), load('a', 0, 2), load('b', 2, 2)]).toEqual([['a'], ['b'], [], []]);
  });

  it('takes all slots from an owner that loses one of them', () => {
    const { load } = fillsOf(new Workspace(4));
    load('wide', 0, 4);
    load('a', 1);
    expect(load('b', 3)).toEqual(['b']);
    expect(load('wide', 0, 4)).toEqual(['wide']);
    expect(load('a', 1)).toEqual(['a']);
    expect(load('b', 3)).toEqual(['b']);
  });
});

describe('tasks that take turns on one workspace', () => {
  it('search the norms of their own formed squares', () => {
    const n = 48;
    const searchOf = function* (name: string): Generator<void, Found> {
      const gram = new DenseGram(normals(n * n, name), n, n);
      yield* gram.form();
      const search = new Lanczos(n);
      search.begin(normals(n, 'start'), n, false);
      return yield* searchGram(gram, n, search, 1, 0);
    };
    const names = ['one', 'other', 'third'];
    const alone = names.map((name) => runToEnd(searchOf(name)));
    const found: Found[] = [];
    const pauses = takeTurns(
      names.map(function* (name, k) {
        found[k] = yield* searchOf(name);
      }),
    );
    for (const count of pauses) expect(count).toBeGreaterThan(5);
    expect(found).toEqual(alone);
  });

  it('multiply their own matrices', () => {
    const n = 224;
    const names = ['one', 'other'];
    const outs = names.map(() => new Float64Array(n * n));
    const alone = names.map(() => new Float64Array(n * n));
    const product = (name: string, out: Float64Array): Generator<void, void> =>
      matrixProduct(normals(n * n, `${name} x`), normals(n * n, `${name} y`), n, n, n, out);
    for (const [k, name] of names.entries()) runToEnd(product(name, alone[k]));
    for (const count of takeTurns(names.map((name, k) => product(name, outs[k])))) expect(count).toBeGreaterThan(0);
    expect(outs.map((out, k) => out.every((value, i) => value === alone[k][i]))).toEqual([true, true]);
  });

  it('add up their own outer products', () => {
    const [rows, n] = [200, 128];
    const names = ['one', 'other'];
    const sumOf = (name: string, sum: ScaledRows): Generator<void, void> => {
      const vectors = (side: string) => vectorsOf({ mantissa: normals(rows * n, name + side), blockExponent: null }, n);
      return addOuterProducts(vectors('left'), vectors('right'), sum);
    };
    const [alone, sums] = [names, names].map((all) => all.map(() => new ScaledRows(n, n)));
    for (const [k, name] of names.entries()) runToEnd(sumOf(name, alone[k]));
    for (const count of takeTurns(names.map((name, k) => sumOf(name, sums[k])))) expect(count).toBeGreaterThan(0);
    expect(sums.map(({ mantissa }, k) => mantissa.every((value, i) => value === alone[k].mantissa[i]))).toEqual([
      true,
      true,
    ]);
  });
});
