/**
 * Long computations are generators that yield now and then, so that a caller can pause them.
 */

/** Runs a task to its end without pauses and returns its result. Errors thrown by the task pass through. */
export function runToEnd<T>(task: Generator<unknown, T>): T {
  for (;;) {
    const step = task.next();
    if (step.done === true) return step.value;
  }
}

/** Runs a task for its result, passing on only its pauses. */
export function* silently<T>(task: Generator<unknown, T>): Generator<void, T> {
  for (;;) {
    const next = task.next();
    if (next.done === true) return next.value;
    yield;
  }
}
