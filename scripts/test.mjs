/**
 * The gate behind `npm test`: every check runs even when an earlier one fails, and the last line counts them. A check
 * counts as one, and each test of Vitest as one.
 *
 *   node scripts/test.mjs --only unit,types    some of them
 *   node scripts/test.mjs --list               their names
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { binFile, ensureInstalled, root } from './setup.mjs';

/** Far above what any check takes: a check that hangs fails instead of hanging the gate. */
const TIMEOUT_MS = 40 * 60_000;

const reports = join(root, 'node_modules', '.cache', 'gradient-carousel', `gate-${process.pid}`);

/** Biome colours letter by letter even into a log file. */
const plain = process.stdout.isTTY ? [] : ['--colors=off'];

const CHECKS = [
  {
    name: 'lint',
    what: 'format and lint',
    run: () => command(['biome', 'ci', '--error-on-warnings', '--max-diagnostics=200', ...plain, '.']),
  },
  { name: 'types', what: 'types', run: () => command(['tsc', '--noEmit']) },
  { name: 'knip', what: 'dead code', run: () => command(['knip']) },
  { name: 'unit', what: 'unit and architecture tests', run: () => vitest('unit') },
  { name: 'dom', what: 'component tests', run: () => vitest('dom') },
  { name: 'browser', what: 'browser tests', run: () => vitest('browser') },
  { name: 'size', what: 'build and its size', run: () => command(['vite', 'build'], ['size-limit']) },
];

/** Runs a command of node_modules/.bin with its output shown; answers with its exit code. */
function exitCode([name, ...args]) {
  return new Promise((resolve) => {
    const { NODE_ENV: _, ...env } = process.env; // a NODE_ENV from outside would change what is built
    const child = spawn(process.execPath, [binFile(name), ...args], {
      cwd: root,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const timer = setTimeout(() => {
      console.error(`${name} was stopped after ${TIMEOUT_MS / 60_000} minutes.`);
      child.kill('SIGKILL');
    }, TIMEOUT_MS);
    child.on('error', (error) => console.error(`${name} did not start: ${error.message}`));
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve(code ?? 1);
    });
  });
}

/** Commands one after the other, counted as one check. */
async function command(...commands) {
  for (const one of commands) {
    if ((await exitCode(one)) !== 0) return { passed: 0, failed: 1, skipped: 0 };
  }
  return { passed: 1, failed: 0, skipped: 0 };
}

/**
 * One of Vitest's projects, counted test by test. A file that does not load counts as one failed; so does a run that
 * crashes, finds no test, leaves no report, or exits non-zero though no test failed (an unhandled error).
 */
async function vitest(project) {
  const file = join(reports, `${project}.json`);
  const reporters = ['default', 'json', join(root, 'scripts', 'retriedReporter.mjs')].map(
    (name) => `--reporter=${name}`,
  );
  const code = await exitCode(['vitest', 'run', '--project', project, ...reporters, `--outputFile.json=${file}`]);
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    console.error(`Vitest left no report of "${project}".`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const count = (...statuses) => tests.filter(({ status }) => statuses.includes(status)).length;
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const passed = count('passed');
  for (const { fullName, status } of tests) if (status === 'failed') failures.push(`${project}: ${fullName}`);
  let failed = count('failed') + broken;
  if (failed === 0 && (code !== 0 || passed === 0)) failed = 1;
  return { passed, failed, skipped: tests.length - passed - count('failed') };
}

function selected(args) {
  if (args.length === 0) return CHECKS;
  const names = args[0] === '--only' ? (args[1] ?? '').split(',') : [];
  const unknown = names.filter((name) => !CHECKS.some((check) => check.name === name));
  if (names.length > 0 && unknown.length === 0 && args.length === 2) {
    return CHECKS.filter(({ name }) => names.includes(name));
  }
  console.log(CHECKS.map(({ name, what }) => `${name.padEnd(8)} ${what}`).join('\n'));
  if (args[0] === '--list') process.exit(0);
  console.error('usage: node scripts/test.mjs [--list | --only NAME,NAME]');
  process.exit(2);
}

const checks = selected(process.argv.slice(2));
ensureInstalled();
mkdirSync(reports, { recursive: true });

/** Repeated at the end: what stands above is longer than what many a CI keeps. */
const failures = [];
const rows = [];
for (const { name, what, run } of checks) {
  console.log(`\n── ${what} (${name}) ──`);
  const start = process.hrtime.bigint();
  const result = await run();
  rows.push({ name, what, ...result, seconds: Number(process.hrtime.bigint() - start) / 1e9 });
}
rmSync(reports, { recursive: true, force: true });

const total = { passed: 0, failed: 0, skipped: 0 };
console.log('');
for (const { name, what, passed, failed, skipped, seconds } of rows) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  const columns = [
    failed > 0 ? 'FAIL' : 'ok  ',
    name.padEnd(8),
    what.padEnd(28),
    `${passed} passed`.padStart(12),
    `${failed} failed`.padStart(10),
    `${skipped} skipped`.padStart(11),
    `${seconds.toFixed(1)} s`.padStart(9),
  ];
  console.log(columns.join(' '));
}
console.log('');
for (const name of failures) console.log(`failed: ${name}`);
process.exitCode = total.failed > 0 ? 1 : 0;
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
