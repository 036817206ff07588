/** Long computations are generators that pause at every `yield`; this runs one to its end without pausing. */
export function runToEnd<T>(task: Generator<unknown, T>): T {
  for (;;) {
    const next = task.next();
    if (next.done === true) return next.value;
  }
}
