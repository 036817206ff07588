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
