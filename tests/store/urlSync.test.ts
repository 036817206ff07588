/** The bridge to the address bar: replaced while a control moves, pushed once when it is let go. */
import { beforeEach, describe, expect, it } from 'vitest';
import { encodeLink } from '../../src/settings/link';
import { type AppStore, change, choose, commit, createAppStore, readAt } from '../../src/store/store';
import { connectUrl, type Page, stateIn } from '../../src/store/urlSync';

/** A window whose clock moves only when a test moves it. */
class FakePage implements Page {
  entries: string[];
  at = 0;
  calls: string[] = [];
  private timers: { id: number; run: () => void; due: number }[] = [];
  private listeners: (() => void)[] = [];
  private time = 0;
  private ids = 0;

  constructor(hash: string) {
    this.entries = [hash];
  }

  /** How many calls there may be in ten seconds, and whether one too many is refused aloud, as in WebKit, or in silence, as in Chromium. */
  limit = Number.POSITIVE_INFINITY;
  silent = false;
  private times: number[] = [];

  get location(): Page['location'] {
    const entry = this.entries[this.at] ?? '';
    const [query, hash] = /^([^#]*)(#.+)?/.exec(entry)?.slice(1) ?? [];
    return { hash: hash ?? '', pathname: '/page/', href: `https://example.org/page/${query ?? ''}${hash ?? ''}` };
  }

  /** True where the call is one too many. */
  private refuses(): boolean {
    this.times = [...this.times.filter((time) => time > this.time - 10_000)];
    if (this.times.length < this.limit) {
      this.times.push(this.time);
      return false;
    }
    if (this.silent) return true;
    throw new DOMException('Attempt to use history.pushState() more than 100 times per 10 seconds', 'SecurityError');
  }

  /** An entry as it is written here: without the path. */
  private entry(url: string | URL | null | undefined): string {
    const text = String(url);
    const before = this.entries[this.at]?.split('#')[0] ?? '';
    return text.startsWith('#') ? `${before}${text}` : text.replace('/page/', '');
  }

  readonly history: Page['history'] = {
    pushState: (_data, _unused, url) => {
      if (this.refuses()) return;
      this.calls.push(`push ${url}`);
      this.entries = [...this.entries.slice(0, this.at + 1), this.entry(url)];
      this.at++;
    },
    replaceState: (_data, _unused, url) => {
      if (this.refuses()) return;
      this.calls.push(`replace ${url}`);
      this.entries[this.at] = this.entry(url);
    },
  };

  addEventListener(_type: string, listener: () => void): void {
    this.listeners.push(listener);
  }

  removeEventListener(_type: string, listener: () => void): void {
    this.listeners = this.listeners.filter((one) => one !== listener);
  }

  setTimeout(run: () => void, ms: number): number {
    this.timers.push({ id: ++this.ids, run, due: this.time + ms });
    return this.ids;
  }

  clearTimeout(id: number): void {
    this.timers = this.timers.filter((timer) => timer.id !== id);
  }

  pass(ms: number): void {
    const end = this.time + ms;
    for (;;) {
      const [next] = this.timers.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due);
      if (next === undefined) break;
      this.clearTimeout(next.id);
      this.time = next.due;
      next.run();
    }
    this.time = end;
  }

  go(to: number): void {
    this.at = to;
    for (const listener of this.listeners) listener();
  }

  /** As when a person edits the address bar. */
  type(hash: string): void {
    this.entries = [...this.entries.slice(0, this.at + 1), hash];
    this.go(this.at + 1);
  }
}

let page: FakePage;
let store: AppStore;
let disconnect: () => void;

function start(hash: string): void {
  page = new FakePage(hash);
  store = createAppStore(stateIn(hash));
  disconnect = connectUrl(store, page);
}

beforeEach(() => start(''));
const bias = (): number => store.getState().panes[0].forgetBias;

describe('while a control moves', () => {
  it('replaces at most four times a second, with the newest value', () => {
    for (let k = 0; k < 100; k++) {
      change(store, { forgetBias: k / 100 });
      page.pass(10);
    }
    expect(page.calls.every((call) => call.startsWith('replace'))).toBe(true);
    expect(page.calls.length).toBeLessThanOrEqual(4);
    page.pass(250);
    expect(page.location.hash).toBe('#v=3&bf=0.99');
    expect(page.entries).toHaveLength(1);
  });

  it('pushes once when it is let go, over an entry that is as it was before', () => {
    change(store, { forgetBias: 1 });
    page.pass(300);
    change(store, { forgetBias: 2 });
    commit(store);
    expect(page.entries).toEqual(['#', '#v=3&bf=2']);
    page.pass(1000); // no replacement is left over
    expect(page.entries).toEqual(['#', '#v=3&bf=2']);
  });
});

describe('history', () => {
  it('goes back and forward, through every complete change', () => {
    choose(store, { forgetBias: 1 });
    choose(store, { steps: 50 });
    expect(page.entries).toEqual(['', '#v=3&bf=1', '#v=3&T=50&bf=1']);
    page.go(1);
    expect(store.getState().panes[0].steps).toBe(100);
    expect(bias()).toBe(1);
    page.go(0);
    expect(bias()).toBe(3);
    page.go(2);
    expect(store.getState().panes[0]).toMatchObject({ steps: 50, forgetBias: 1 });
    expect(page.entries).toHaveLength(3); // reading writes nothing
  });

  it('a change after Back starts a new branch', () => {
    choose(store, { forgetBias: 1 });
    choose(store, { forgetBias: 2 });
    page.go(1);
    choose(store, { forgetBias: 5 });
    expect(page.entries).toEqual(['', '#v=3&bf=1', '#v=3&bf=5']);
  });

  it('gets no entry for what changes nothing', () => {
    commit(store);
    choose(store, { forgetBias: 3 });
    expect(page.entries).toHaveLength(1);
    start('#v=3&bf=2');
    commit(store);
    expect(page.entries).toEqual(['#v=3&bf=2']);
    // A slider that comes back to where it was has not changed anything either.
    change(store, { forgetBias: 9 });
    page.pass(300);
    change(store, { forgetBias: 2 });
    commit(store);
    expect(page.entries).toEqual(['#v=3&bf=2']);
  });

  it('Back in the middle of a drag wins over what waits to be written', () => {
    choose(store, { forgetBias: 1 });
    change(store, { forgetBias: 2 });
    page.go(0);
    page.pass(1000);
    expect(page.entries).toEqual(['', '#v=3&bf=1']);
    expect(bias()).toBe(3);
  });
});

describe('a hash from outside', () => {
  it('is read, with its notices; the next one takes them away', () => {
    page.type('#v=3&bf=4&foo=1');
    expect(bias()).toBe(4);
    expect(store.getState().notices).toEqual([expect.stringContaining('foo')]);
    page.type('#v=3&bf=5');
    expect(store.getState().notices).toEqual([]);
  });

  it('is left alone as long as nothing is changed', () => {
    start('#bf=4&foo=1');
    page.pass(1000);
    expect(page.entries).toEqual(['#bf=4&foo=1']);
    choose(store, { forgetBias: 5 });
    expect(page.entries).toEqual(['#bf=4&foo=1', '#v=3&bf=5']);
  });

  it('is not read after the end', () => {
    disconnect();
    page.type('#v=3&bf=4');
    choose(store, { steps: 9 });
    expect(bias()).toBe(3);
    expect(page.calls).toEqual([]);
  });
});

describe('a link in another form', () => {
  it.each([
    ['?v=3&bf=4&fbclid=x', '#v=3&bf=4'],
    ['#v%3D3%26bf%3D4', '#v=3&bf=4'],
    ['#v=3&amp;bf=4', '#v=3&bf=4'],
  ])('%s is a hash from then on, without an entry of its own', (address, hash) => {
    start(address);
    expect(bias()).toBe(4);
    expect(page.entries).toEqual([hash]);
    choose(store, { forgetBias: 5 });
    expect(page.entries).toEqual([hash, '#v=3&bf=5']);
  });

  it('leaves a query alone that is none', () => {
    start('?utm_source=x#v=3&bf=4');
    choose(store, { forgetBias: 5 });
    expect(page.entries).toEqual(['?utm_source=x#v=3&bf=4', '?utm_source=x#v=3&bf=5']);
  });

  it('typed into the address bar is read as well', () => {
    page.type('#v%3D3%26bf%3D4');
    expect(bias()).toBe(4);
    expect(page.location.hash).toBe('#v=3&bf=4');
  });
});

describe('the cell that is read', () => {
  const point = (step: number, unit: number): void => readAt(store, step, unit, false);

  it('comes from the address, and goes into it when the pointer has rested: no entry, no run', () => {
    start('#v=3&bf=4&step=50&u=3');
    expect(store.getState().crosshair).toEqual({ step: 49, unit: 2 });
    const { panes } = store.getState();
    for (let k = 0; k < 50; k++) {
      point(k, 1);
      page.pass(20);
    }
    expect(page.calls).toEqual([]);
    page.pass(300);
    expect(page.calls).toEqual(['replace #v=3&bf=4&step=50&u=2']);
    expect(store.getState().panes).toBe(panes);
    store.setState({ crosshair: null });
    page.pass(300);
    expect(page.entries).toEqual(['#v=3&bf=4']);
  });

  it('belongs to its entry: Back and Forward bring it back', () => {
    point(9, 0);
    page.pass(300);
    choose(store, { forgetBias: 4 });
    point(19, 4);
    page.pass(300);
    expect(page.entries).toEqual(['#v=3&step=10&u=1', '#v=3&bf=4&step=20&u=5']);
    page.go(0);
    expect(store.getState().crosshair).toEqual({ step: 9, unit: 0 });
    page.go(1);
    expect(store.getState().crosshair).toEqual({ step: 19, unit: 4 });
    page.pass(1000);
    expect(page.entries).toHaveLength(2);
  });

  it('stays as it was in the address while the sweep is played, and is that of its end afterwards', () => {
    point(9, 0);
    page.pass(300);
    store.setState({ playing: true });
    for (let step = 99; step > 40; step--) {
      store.setState({ crosshair: { step, unit: 0 } });
      page.pass(500); // two steps a second, the slowest there is
    }
    expect(page.location.hash).toBe('#v=3&step=10&u=1');
    choose(store, { forgetBias: 4 });
    expect(page.location.hash).toBe('#v=3&bf=4&step=10&u=1');
    store.setState({ playing: false });
    page.pass(300);
    expect(page.location.hash).toBe('#v=3&bf=4&step=42&u=1');
    expect(page.entries).toHaveLength(2);
  });

  it('is not lost by a drag that begins before the pointer has rested', () => {
    point(9, 0);
    change(store, { forgetBias: 4 });
    page.pass(100);
    commit(store);
    page.pass(1000);
    expect(page.entries).toEqual(['', '#v=3&bf=4&step=10&u=1']);
  });
});

describe('a browser that allows so many calls and no more', () => {
  const shown = (): string => encodeLink(store.getState().panes);

  it.each([
    ['throws, as WebKit', 100, false],
    ['ignores them, as Chromium', 200, true],
    ['throws from the first', 0, false],
  ])('and %s: nothing is thrown, and in the end the address agrees with the page', (_, limit, silent) => {
    page.limit = limit;
    page.silent = silent;
    for (let k = 1; k <= 1000; k++) {
      choose(store, { seed: k });
      page.pass(10);
    }
    page.limit = Math.max(limit, 1);
    page.pass(20_000);
    expect(page.location.hash).toBe(shown());
    expect(page.location.hash).toBe('#v=3&seed=1000');
    // One commit is one call where the address is as it should be.
    expect(page.calls.filter((call) => call.startsWith('push')).length).toBeGreaterThanOrEqual(Math.min(limit, 100));
    page.go(0);
    expect(store.getState().panes[0].seed).toBe(14);
  });

  it('in the middle of a push: the entry left behind is as it was, the new one comes later', () => {
    choose(store, { forgetBias: 1 });
    change(store, { forgetBias: 2 });
    page.pass(300);
    expect(page.location.hash).toBe('#v=3&bf=2');
    page.limit = 3; // two calls are behind us
    commit(store);
    expect(page.location.hash).toBe('#v=3&bf=1');
    page.pass(11_000);
    expect(page.entries).toEqual(['', '#v=3&bf=1', '#v=3&bf=2']);
  });

  it('that never allows any is not asked for ever', () => {
    page.limit = 0;
    choose(store, { forgetBias: 1 });
    page.pass(3_600_000);
    page.limit = 1;
    page.pass(3_600_000);
    expect(page.calls).toEqual([]);
    choose(store, { forgetBias: 2 });
    expect(page.location.hash).toBe(shown());
  });
});
