/** Silence is reported after seconds in which the worker could have answered, never for a long run, and taken back. */
import { beforeEach, describe, expect, it } from 'vitest';
import { Watchdog } from '../../src/worker/watchdog';

let waiting: (() => void)[];
let pings: number;
let reported: boolean[];
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
  reported = [];
  watchdog = new Watchdog({
    after: (_ms, then) => {
      waiting.push(then);
      return () => {
        waiting = waiting.filter((other) => other !== then);
      };
    },
    ping: () => pings++,
    onSilence: (silent) => reported.push(silent),
  });
});

describe('the watchdog', () => {
  it('pings only while an answer is due', () => {
    expect(waiting).toHaveLength(0);
    watchdog.sent();
    pass(1, () => watchdog.received(true));
    expect(pings).toBe(1);
    expect(waiting).toHaveLength(0);
  });

  it('reports a worker that never answers, once', () => {
    watchdog.sent();
    pass(5);
    expect(reported).toEqual([]);
    pass(20);
    expect(reported).toEqual([true]);
    expect(pings).toBe(1);
  });

  it('lets a run take an hour while it answers, and notices where it ends in the middle', () => {
    watchdog.sent();
    pass(3600, () => watchdog.received(false));
    expect(reported).toEqual([]);
    pass(6);
    expect(reported).toEqual([true]);
  });

  it('takes it back when an answer comes after all', () => {
    watchdog.sent();
    pass(30);
    watchdog.received(false);
    expect(reported).toEqual([true, false]);
    pass(3, () => watchdog.received(true));
    expect(reported).toEqual([true, false]);
    expect(waiting).toHaveLength(0);
  });

  it('keeps ticking after an answer to a ping from before the last message', () => {
    watchdog.sent();
    pass(1);
    watchdog.sent();
    watchdog.received(true);
    expect(waiting).toHaveLength(1);
    pass(6);
    expect(reported).toEqual([true]);
  });

  it('counts the seconds it was awake for: a page that wakes after an hour has had one', () => {
    watchdog.sent();
    pass(1);
    pass(1); // whatever the clock says
    expect(reported).toEqual([]);
  });

  it('drops a worker that has ended', () => {
    watchdog.sent();
    pass(10);
    watchdog.stop();
    expect(reported).toEqual([true, false]);
    expect(waiting).toHaveLength(0);
  });
});
