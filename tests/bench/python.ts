/** A contestant in Python, in a process of its own that does a job whenever it is told to (`peer.py`). */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Everything, Problem, RnnNorms, RnnProblem } from './contest';
import type { Run } from './measure';

/** What the peer is, by its arguments: a library, and for numpy the way to the norms. */
const HOW = {
  numpy: 'the same formulas, eigenvalues of JᵀJ for the norms: its fastest',
  'numpy norm': 'the same, linalg.norm(J, 2, axis=(1, 2)) for the norms: its own call, by SVD',
  torch: 'autograd, eigenvalues of JᵀJ for the norms',
} as const;
type PythonKind = keyof typeof HOW;

/** Every library keeps to one thread, as the page's worker does. */
const ONE_THREAD = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };

export class PythonPeer {
  private constructor(
    readonly name: string,
    /** How it does the work, in a line for the report. */
    readonly how: string,
    private readonly child: ChildProcess,
    private readonly lines: AsyncIterator<string>,
  ) {}

  /** Null where there is no Python, or it has no such library. */
  static async start(kind: PythonKind, script: string): Promise<PythonPeer | null> {
    const child = spawn('python3', [script, ...kind.split(' ')], {
      env: { ...process.env, ...ONE_THREAD, PYTHONDONTWRITEBYTECODE: '1' },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const failed = new Promise<null>((resolve) => child.once('error', () => resolve(null)));
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const first = await Promise.race([failed, lines.next()]);
    if (first === null || first.done === true) return null;
    return new PythonPeer(
      `${kind.split(' ')[0]} ${first.value}${kind === 'numpy norm' ? ', norm(J, 2)' : ''}`,
      HOW[kind],
      child,
      lines,
    );
  }

  private async ask<T>(line: string): Promise<T> {
    this.child.stdin?.write(`${line}\n`);
    const answer = await this.lines.next();
    if (answer.done === true) throw new Error(`${this.name} ended at "${line}"`);
    return JSON.parse(answer.value) as T;
  }

  async load(problem: Problem | RnnProblem): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'bench-'));
    try {
      const file = join(folder, 'problem.json');
      writeFileSync(
        file,
        JSON.stringify(problem, (_, value) => (value instanceof Float64Array ? [...value] : value)),
      );
      await this.ask(`load ${file}`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  /** Timed in Python, without what it costs to ask. */
  run(job: 'everything' | 'norms'): Run {
    return () => this.ask<number>(`time ${job}`);
  }

  everything(): Promise<Everything> {
    return this.ask('result everything');
  }

  norms(): Promise<RnnNorms> {
    return this.ask('result norms');
  }

  stop(): void {
    this.child.kill();
  }
}
