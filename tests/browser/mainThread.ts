/**
 * What the page's main thread does, from a trace of the browser. A task's length is the time the thread itself spent in it: on an
 * idle machine that is what a clock shows, and on a busy one a task does not grow by the time in which others had the processor.
 */
import type { Page } from 'playwright-core';

/** Microseconds, as in the trace event format. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** Thread time. */
  readonly tdur?: number;
  readonly args?: {
    readonly name?: string;
    readonly data?: { readonly functionName?: string; readonly type?: string };
  };
}

export interface Task {
  readonly ms: number;
  /** What it was made of, longest first. */
  readonly parts: string;
}

/** Traces the page while `act` runs; its longest tasks, longest first. */
export async function longestTasks(page: Page, act: () => Promise<void>): Promise<Task[]> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('a page without a browser');
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', '__metadata'] });
  let trace: Buffer;
  try {
    await act();
  } finally {
    trace = await browser.stopTracing();
  }
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map((event) => threadOf(event)),
  );
  const events = traceEvents.filter((event) => event.ph === 'X' && main.has(threadOf(event)));
  const tasks = events.filter(({ name }) => name === 'RunTask' || name === 'ThreadControllerImpl::RunTask');
  return tasks
    .sort((a, b) => (b.tdur ?? 0) - (a.tdur ?? 0))
    .slice(0, 5)
    .map((task) => ({ ms: (task.tdur ?? 0) / 1000, parts: partsOf(task, events) }));
}

/** The events within a task that took at least a tenth of it. */
function partsOf(task: TraceEvent, events: readonly TraceEvent[]): string {
  const end = task.ts + (task.dur ?? 0);
  return events
    .filter(({ name, pid, tid, ts, dur = 0, tdur = 0 }) => {
      const isWithin = pid === task.pid && tid === task.tid && ts >= task.ts && ts + dur <= end;
      return isWithin && !name.includes('RunTask') && tdur > (task.tdur ?? 0) / 10;
    })
    .sort((a, b) => (b.tdur ?? 0) - (a.tdur ?? 0))
    .map(({ name, args, tdur = 0 }) =>
      [name, args?.data?.type, args?.data?.functionName, (tdur / 1000).toFixed(1)].filter(Boolean).join(' '),
    )
    .join(', ');
}
