/** Components in chunks of their own: fetched when they are first drawn, or when the page has nothing else to do, and again after a failure. */
import { type ComponentType, lazy } from 'react';

/** `M`: the module that the component is in. */
export type Deferred<P, M = unknown> = ComponentType<P> & {
  /** Fetches it, if it is not there yet; rejects with what went wrong. */
  readonly load: () => Promise<M>;
};

/** All there are, in the order of their declaration. */
const loads: (() => Promise<unknown>)[] = [];
/** What makes each of those anew that could not be drawn. */
const failed = new Set<() => void>();

/** Where a browser keeps a failed import, its message names the file. */
const FILE = /https?:\/\/[^\s?]+\.js/;

/** `fetchChunk` imports a module that exports the component by this name. It suspends whoever draws it until it is there. */
export function deferred<N extends string, P extends object, M>(
  name: N,
  fetchChunk: () => Promise<{ readonly [K in N]: ComponentType<P> } & M>,
): Deferred<P, M> {
  let loading: ReturnType<typeof fetchChunk> | null = null;
  let failures = 0;
  let drawn: ComponentType<P> | null = null;
  const load = (): ReturnType<typeof fetchChunk> => {
    loading ??= (failures === 0 ? fetchChunk() : fetchAgain(fetchChunk, failures)).catch((problem: unknown) => {
      loading = null;
      failures++;
      throw problem;
    });
    return loading;
  };
  const reset = (): void => {
    drawn = null;
  };
  const attempt = async (): Promise<{ default: ComponentType<P> }> => {
    try {
      return { default: (await load())[name] };
    } catch (problem) {
      failed.add(reset);
      throw problem;
    }
  };
  const Part = (props: P) => {
    // React keeps a failure for as long as the component is the same.
    drawn ??= lazy(attempt) as unknown as ComponentType<P>;
    const Drawn = drawn;
    return <Drawn {...props} />;
  };
  loads.push(load);
  return Object.assign(Part, { load });
}

/** What could not be loaded is fetched anew when it is next drawn. */
export function clearFailures(): void {
  for (const reset of failed) reset();
  failed.clear();
}

/** What is still to be fetched, one after another; a part that fails is left for when it is wanted. */
export async function loadAll(whenIdle: () => Promise<void>): Promise<void> {
  for (const load of loads) {
    await whenIdle();
    await load().catch(() => {});
  }
}

/**
 * Chromium before 156 and Firefox before 154 keep a failed import for as long as the page is open: there the same file is asked for by
 * another address. What it imports itself is the same in either case, since nothing else is in a chunk that can fail.
 * https://github.com/whatwg/html/pull/10327
 */
async function fetchAgain<M>(fetchChunk: () => Promise<M>, failures: number): Promise<M> {
  try {
    return await fetchChunk();
  } catch (problem) {
    const file = FILE.exec(String(problem))?.[0];
    if (file === undefined) throw problem;
    return (await import(/* @vite-ignore */ `${file}?again=${failures}`)) as M;
  }
}
