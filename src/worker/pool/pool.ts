/**
 * Workers that compute the norms of large networks: as many as there are processors, begun when they are needed. Tasks go to whoever is
 * free, half of the workers beginning with whole curves and half with blocks of steps, so that short tasks are left for the end and all
 * workers come to it together. Answers may come in any order, and are kept until they are asked for. Nothing here knows of a real worker.
 */

import type { LoadedFiles } from '../../engine/loaded/files';
import type { NormJob, NormOrder, NormPool } from '../../engine/normTasks';
import type { SeriesBatch } from '../../engine/seriesBatches';
import type { Settings } from '../../settings/settings';
import { stepsOf } from '../../settings/steps';
import type { FromPoolWorker, ToPoolWorker } from './messages';

export interface PoolWorker {
  post(message: ToPoolWorker): void;
  terminate(): void;
}

export interface Workers {
  readonly processors: number;
  /** Errors: where there can be no worker. `failed`: it cannot start, or has crashed. */
  readonly spawn: (receive: (message: FromPoolWorker) => void, failed: () => void) => PoolWorker;
}

/** The scheduler's side of it. */
export interface Pool extends NormPool {
  /** Calls `done` once, when something arrives next. */
  onArrival(done: () => void): void;
}

/** What the workers together may hold. */
const MOST_BYTES = 1.5e9;
/** After so long without a task workers are ended: each holds a network. */
const IDLE_MS = 10_000;

/** A trace has some 30 numbers a unit and step; matrices, their products, and products of Jacobians make some 40 N × N. */
function bytesOf(settings: Settings): number {
  const n = settings.hiddenSize;
  return 8 * (30 * n * stepsOf(settings) + 40 * n * n);
}

type TaskState = 'open' | 'done' | 'failed';

class Job implements NormJob {
  readonly arrived: SeriesBatch[][];
  readonly states: TaskState[];

  constructor(
    readonly order: NormOrder,
    private readonly drop: (job: Job) => void,
  ) {
    this.arrived = order.tasks.map(() => []);
    this.states = order.tasks.map(() => 'open');
  }

  next(task: number): SeriesBatch | null | 'done' | 'failed' {
    const batch = this.arrived[task]?.shift();
    if (batch !== undefined) return batch;
    const state = this.states[task] ?? 'failed';
    return state === 'open' ? null : state;
  }

  cancel(): void {
    this.drop(this);
  }
}

interface Assignment {
  readonly id: number;
  readonly job: Job;
  readonly task: number;
}

interface Member {
  readonly worker: PoolWorker;
  /** What it is doing, cancelled or not; null where it is free. */
  current: Assignment | null;
  /** Whether it takes whole curves while there are any: else, blocks of steps. */
  readonly prefersCurves: boolean;
  /** Hashes of the files that it has. */
  readonly files: Set<string>;
}

export class WorkerPool implements Pool {
  private readonly members = new Set<Member>();
  private waiting: Assignment[] = [];
  private listeners: (() => void)[] = [];
  private lastId = 0;
  private isBroken = false;

  constructor(
    private readonly workers: Workers,
    /** Calls `done` after so many milliseconds. */
    private readonly after: (ms: number, done: () => void) => void,
    private readonly files: LoadedFiles,
  ) {}

  begin(order: NormOrder): NormJob | null {
    if (this.isBroken || this.sizeFor(order.settings) < 2) return null;
    const job = new Job(order, (dropped) => this.drop(dropped));
    for (const task of order.tasks.keys()) this.waiting.push({ id: ++this.lastId, job, task });
    this.assign();
    return job;
  }

  onArrival(done: () => void): void {
    this.listeners.push(done);
  }

  private sizeFor(settings: Settings): number {
    return Math.min(this.workers.processors, Math.floor(MOST_BYTES / bytesOf(settings)));
  }

  private drop(job: Job): void {
    this.waiting = this.waiting.filter((one) => one.job !== job);
    for (const { current, worker } of this.members)
      if (current?.job === job) worker.post({ kind: 'cancel', id: current.id });
    this.endWhenIdle();
  }

  private assign(): void {
    while (!this.isBroken) {
      const [next] = this.waiting;
      if (next === undefined) return;
      const member = this.freeMember(this.sizeFor(next.job.order.settings));
      if (member === null) return;
      this.send(member, this.take(next.job, member));
    }
  }

  /** What suits this worker, or else the next, of a job that has something waiting. */
  private take(job: Job, { prefersCurves }: Member): Assignment {
    const own = this.waiting.filter((one) => one.job === job);
    const taken = own.find(({ task }) => (job.order.tasks[task]?.kind !== 'steps') === prefersCurves) ?? own[0];
    if (taken === undefined) throw new Error('a job without a task was to be begun');
    this.waiting.splice(this.waiting.indexOf(taken), 1);
    return taken;
  }

  /** A worker that is free, or a new one while there are fewer than `most`; null where all have something to do. */
  private freeMember(most: number): Member | null {
    const busy = [...this.members].filter(({ current }) => current !== null);
    if (busy.length >= most) return null;
    return [...this.members].find(({ current }) => current === null) ?? this.newMember();
  }

  private newMember(): Member | null {
    try {
      const worker = this.workers.spawn(
        (message) => this.receive(member, message),
        () => this.break(),
      );
      const member: Member = { worker, current: null, prefersCurves: this.members.size % 2 === 1, files: new Set() };
      this.members.add(member);
      return member;
    } catch {
      this.break();
      return null;
    }
  }

  private send(member: Member, assignment: Assignment): void {
    const { settings, isPerturbed, tasks } = assignment.job.order;
    const { worker, files } = member;
    const model = this.files.modelOf(settings);
    if (model !== null && !files.has(settings.file)) {
      files.add(settings.file);
      worker.post({ kind: 'model', hash: settings.file, model });
    }
    const data = this.files.dataOf(settings);
    if (data !== null && !files.has(settings.data)) {
      files.add(settings.data);
      worker.post({ kind: 'data', hash: settings.data, data });
    }
    member.current = assignment;
    const task = tasks[assignment.task];
    if (task !== undefined) worker.post({ kind: 'task', id: assignment.id, settings, isPerturbed, task });
  }

  private receive(member: Member, message: FromPoolWorker): void {
    const { current } = member;
    if (current === null || current.id !== message.id) return;
    const { job, task } = current;
    if (message.kind === 'batch') job.arrived[task]?.push(message.batch);
    else {
      job.states[task] = message.kind;
      member.current = null;
      this.assign();
      this.endWhenIdle();
    }
    this.tell();
  }

  /** Nothing more is expected of it: what is missing is computed by those who asked. */
  private break(): void {
    this.isBroken = true;
    const open = [...this.waiting, ...[...this.members].flatMap(({ current }) => current ?? [])];
    for (const { job, task } of open) job.states[task] = 'failed';
    this.waiting = [];
    this.endAll();
    this.tell();
  }

  private tell(): void {
    const { listeners } = this;
    this.listeners = [];
    for (const done of listeners) done();
  }

  private endWhenIdle(): void {
    const { lastId } = this;
    const isIdle = (): boolean =>
      this.waiting.length === 0 && [...this.members].every(({ current }) => current === null);
    if (!isIdle()) return;
    this.after(IDLE_MS, () => {
      if (this.lastId === lastId && isIdle()) this.endAll();
    });
  }

  private endAll(): void {
    for (const { worker } of this.members) worker.terminate();
    this.members.clear();
  }
}
