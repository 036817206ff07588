/** Pictures that nobody sees: they end by themselves, and at once when somebody asks for one. */
import { beforeEach, expect, it, vi } from 'vitest';
import { Pipeline } from '../../src/engine/pipeline';
import { JitWarmup } from '../../src/worker/jitWarmup';
import { SMALL } from '../store/results';
import { FakeHost } from './fakeHost';

let host: FakeHost;
let warmup: JitWarmup;
let begin: () => void;
const runs = vi.spyOn(Pipeline.prototype, 'run');

beforeEach(() => {
  host = new FakeHost();
  host.onAfter = (_ms, done) => {
    begin = done;
  };
  begin = () => expect.unreachable('it has not been asked to wait');
  warmup = new JitWarmup(host);
  runs.mockClear();
});

/** Until nothing is left to be done in this turn. */
const settled = (): Promise<void> => new Promise((done) => setImmediate(done));

it('computes a dozen networks after the first run, once, and posts nothing', async () => {
  warmup.runRequested(SMALL);
  warmup.runDone();
  begin();
  await settled();
  expect(new Set(runs.mock.calls.map(([{ forgetBias }]) => forgetBias)).size).toBe(12);
  expect(host.posted).toEqual([]);
  begin = () => expect.unreachable('once is enough');
  warmup.runDone();
});

it('does not begin when a second run has been requested', async () => {
  warmup.runRequested(SMALL);
  warmup.runDone();
  warmup.runRequested(SMALL);
  begin();
  await settled();
  expect(runs).not.toHaveBeenCalled();
});

it('does not begin for a large network', async () => {
  warmup.runRequested({ ...SMALL, hiddenSize: 128, steps: 100 });
  warmup.runDone();
  begin();
  await settled();
  expect(runs).not.toHaveBeenCalled();
});

it('ends when a run is requested in the middle', async () => {
  warmup.runRequested(SMALL);
  warmup.runDone();
  host.tick = 6; // each reading of the clock is a turn
  host.onTurn = () => warmup.runRequested(SMALL);
  begin();
  await settled();
  expect(host.turns).toBe(1);
  expect(runs).toHaveBeenCalledTimes(1);
});

it('ends after a while where pictures take long', async () => {
  warmup.runRequested(SMALL);
  warmup.runDone();
  host.tick = 50;
  begin();
  await settled();
  expect(runs).toHaveBeenCalledTimes(1);
});
