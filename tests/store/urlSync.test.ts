/** The bridge to the address bar: replaced while a control moves, pushed once when it is let go. */
import { beforeEach, describe, expect, it } from 'vitest';
import { type AppStore, change, choose, commit, createAppStore } from '../../src/store/store';
import { connectUrl, type Page, panesFrom } from '../../src/store/urlSync';

/** A window whose clock moves only when told. */
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

  get location(): { readonly hash: string } {
    const hash = this.entries[this.at] ?? '';
    return { hash: hash === '#' ? '' : hash };
  }

  readonly history: Page['history'] = {
    pushState: (_data, _unused, url) => {
      this.calls.push(`push ${url}`);
      this.entries = [...this.entries.slice(0, this.at + 1), String(url)];
      this.at++;
    },
    replaceState: (_data, _unused, url) => {
      this.calls.push(`replace ${url}`);
      this.entries[this.at] = String(url);
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
    this.time += ms;
    const due = this.timers.filter((timer) => timer.due <= this.time);
    this.timers = this.timers.filter((timer) => timer.due > this.time);
    for (const timer of due) timer.run();
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
  store = createAppStore(panesFrom(hash));
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
    expect(page.location.hash).toBe('#v=1&bf=0.99');
    expect(page.entries).toHaveLength(1);
  });

  it('pushes once when it is let go, over an entry that is as it was before', () => {
    change(store, { forgetBias: 1 });
    page.pass(300);
    change(store, { forgetBias: 2 });
    commit(store);
    expect(page.entries).toEqual(['#', '#v=1&bf=2']);
    page.pass(1000); // no replacement is left over
    expect(page.entries).toEqual(['#', '#v=1&bf=2']);
  });
});

describe('history', () => {
  it('goes back and forward, through every complete change', () => {
    choose(store, { forgetBias: 1 });
    choose(store, { steps: 50 });
    expect(page.entries).toEqual(['#', '#v=1&bf=1', '#v=1&T=50&bf=1']);
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
    expect(page.entries).toEqual(['#', '#v=1&bf=1', '#v=1&bf=5']);
  });

  it('gets no entry for what changes nothing', () => {
    commit(store);
    choose(store, { forgetBias: 3 });
    expect(page.entries).toHaveLength(1);
    start('#v=1&bf=2');
    commit(store);
    expect(page.entries).toEqual(['#v=1&bf=2']);
    // A slider that comes back to where it was has not changed anything either.
    change(store, { forgetBias: 9 });
    page.pass(300);
    change(store, { forgetBias: 2 });
    commit(store);
    expect(page.entries).toEqual(['#v=1&bf=2']);
  });

  it('Back in the middle of a drag wins over what waits to be written', () => {
    choose(store, { forgetBias: 1 });
    change(store, { forgetBias: 2 });
    page.go(0);
    page.pass(1000);
    expect(page.entries).toEqual(['#', '#v=1&bf=1']);
    expect(bias()).toBe(3);
  });
});

describe('a hash from outside', () => {
  it('is read, with its notices; the next one takes them away', () => {
    page.type('#v=1&bf=4&foo=1');
    expect(bias()).toBe(4);
    expect(store.getState().notices).toEqual([expect.stringContaining('foo')]);
    page.type('#v=1&bf=5');
    expect(store.getState().notices).toEqual([]);
  });

  it('is left alone as long as nothing is changed', () => {
    start('#bf=4&foo=1');
    page.pass(1000);
    expect(page.entries).toEqual(['#bf=4&foo=1']);
    choose(store, { forgetBias: 5 });
    expect(page.entries).toEqual(['#bf=4&foo=1', '#v=1&bf=5']);
  });

  it('is not read after the end', () => {
    disconnect();
    page.type('#v=1&bf=4');
    choose(store, { steps: 9 });
    expect(bias()).toBe(3);
    expect(page.calls).toEqual([]);
  });
});
