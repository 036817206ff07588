/** Silence is told after seconds in which the worker could have answered, never of a long run, and taken back. */
import { beforeEach, describe, expect, it } from 'vitest';
import { Watchdog } from '../../src/worker/watchdog';

let waiting: (() => void)[];
let pings: number;
let told: boolean[];
let watchdog: Watchdog;

/** So many of its seconds pass; `answer` is called after each ping. */
function pass(seconds: number, answer: () => void = () => {}): void {
  for (let k = 0; k < seconds; k++) {
    const before = pings;
    for (const tick of waiting.splice(0)) tick();
    if (pings > before) answer();
  }
}

beforeEach(() => {
  waiting = [];
  pings = 0;
  told = [];
  watchdog = new Watchdog({
    after: (_ms, then) => {
      waiting.push(then);
      return () => {
        waiting = waiting.filter((other) => other !== then);
      };
    },
    ping: () => pings++,
    tell: (silent) => told.push(silent),
  });
});

describe('the watchdog', () => {
  it('asks for nothing where nothing is owed', () => {
    expect(waiting).toHaveLength(0);
    watchdog.asked();
    pass(1, () => watchdog.heard(true));
    expect(pings).toBe(1);
    expect(waiting).toHaveLength(0);
  });

  it('tells of a worker that never answers, once', () => {
    watchdog.asked();
    pass(5);
    expect(told).toEqual([]);
    pass(20);
    expect(told).toEqual([true]);
    expect(pings).toBe(1);
  });

  it('lets a run take an hour while it answers, and notices where it ends in the middle', () => {
    watchdog.asked();
    pass(3600, () => watchdog.heard(false));
    expect(told).toEqual([]);
    pass(6);
    expect(told).toEqual([true]);
  });

  it('takes it back when an answer comes after all', () => {
    watchdog.asked();
    pass(30);
    watchdog.heard(false);
    expect(told).toEqual([true, false]);
    pass(3, () => watchdog.heard(true));
    expect(told).toEqual([true, false]);
    expect(waiting).toHaveLength(0);
  });

  it('is not put to rest by an answer that knows nothing of what was asked after it', () => {
    watchdog.asked();
    pass(1);
    watchdog.asked();
    watchdog.heard(true);
    expect(waiting).toHaveLength(1);
    pass(6);
    expect(told).toEqual([true]);
  });

  it('counts the seconds it was awake for: a page that wakes after an hour has had one', () => {
    watchdog.asked();
    pass(1);
    pass(1); // whatever the clock says
    expect(told).toEqual([]);
  });

  it('forgets a worker that is gone', () => {
    watchdog.asked();
    pass(10);
    watchdog.stop();
    expect(told).toEqual([true, false]);
    expect(waiting).toHaveLength(0);
  });
});
