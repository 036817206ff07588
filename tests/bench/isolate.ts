/**
 * A contestant in an isolate of its own: a thread, as the page's worker is one. WebAssembly memories that grow detach their old
 * buffers (so does Node's own loader), and from then on Node 20's V8 asks at each access to a typed array whether its buffer is
 * detached. That costs plain typed-array code a quarter, ours as ml-matrix's; Chromium's V8 no longer pays for it. So nobody
 * works in the isolate of another one.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Entrant, JobName, Results } from './contest';
import type { Answer, Entry, LibraryFiles, Question } from './isolateMessages';

export class Isolate {
  private asked = 0;
  private entered = 0;

  private constructor(private readonly worker: Worker) {}

  /** Errors: the library cannot be loaded. */
  static async open(script: string, files: LibraryFiles | null = null): Promise<Isolate> {
    const isolate = new Isolate(new Worker(script, { workerData: files }));
    try {
      await isolate.ask({ kind: 'load' });
    } catch (error) {
      await isolate.close();
      throw error;
    }
    return isolate;
  }

  async enter(entry: Entry): Promise<Entrant> {
    const who = ++this.entered;
    await this.ask({ kind: 'enter', who, entry });
    return {
      run: (job) => async () => (await this.ask({ kind: 'time', who, job })) as number,
      numbers: async <J extends JobName>(job: J) => (await this.ask({ kind: 'numbers', who, job })) as Results[J],
      dispose: async () => {
        await this.ask({ kind: 'leave', who });
      },
    };
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  /** One question at a time: nothing else may run while a job is timed. */
  private async ask(question: Question): Promise<unknown> {
    const own = ++this.asked;
    this.worker.postMessage(question);
    const [answer] = (await once(this.worker, 'message')) as [Answer];
    if (own !== this.asked) throw new Error('two questions at a time');
    if ('error' in answer) throw new Error(answer.error);
    return answer.value;
  }
}
