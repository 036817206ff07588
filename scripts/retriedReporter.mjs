/** A reporter for Vitest that names the tests which passed only when they were tried again: not hidden, and not a failure. */
export default class RetriedReporter {
  onTestCaseResult(test) {
    if (test.diagnostic()?.flaky) console.log(`passed when tried again: ${test.fullName}`);
  }
}
