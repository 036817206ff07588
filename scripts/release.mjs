/**
 * `npm run release -- 0.2.0 [--dry-run]`: checks that all is ready, runs every test, builds, writes the version where it stands, commits and tags. It
 * pushes nothing. With --dry-run nothing is written.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

const USAGE =
  'usage: npm run release -- VERSION [--dry-run]     VERSION: three numbers with points, above the last one';

const read = (file) => readFileSync(join(root, file), 'utf8');
const git = (...args) => {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args[0]}: ${stderr.trim()}`);
  return stdout.trim();
};

/** What stands against this release, a sentence each. */
function problems(version) {
  const found = [];
  const last = JSON.parse(read('package.json')).version;
  const [numbers, before] = [version, last].map((one) => one.split('.').map(Number));
  const difference = numbers.map((number, k) => number - before[k]).find((one) => one !== 0) ?? 0;
  if (difference < 0) found.push(`${version} is below ${last}, the version there is.`);
  if (!read('CHANGELOG.md').includes(`\n## ${version}\n`)) found.push(`CHANGELOG.md has no part "## ${version}".`);
  try {
    if (git('status', '--porcelain') !== '') found.push('There are changes that are not committed.');
    if (git('tag', '--list', `v${version}`) !== '') found.push(`There is a tag v${version}.`);
  } catch (problem) {
    found.push(problem.message);
  }
  return found;
}

function run(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
}

function replaceIn(file, pattern, text) {
  const before = read(file);
  if (!pattern.test(before)) throw new Error(`${file} has no ${pattern}`);
  writeFileSync(join(root, file), before.replace(pattern, text));
}

/** package-lock.json has the version twice; npm writes both. */
function writeVersion(version) {
  const { status } = spawnSync('npm', ['version', version, '--no-git-tag-version', '--allow-same-version'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('npm version failed');
  replaceIn('CITATION.cff', /^version: .*$/m, `version: ${version}`);
  replaceIn('CITATION.cff', /^date-released: .*$/m, `date-released: ${new Date().toISOString().slice(0, 10)}`);
}

function release(args) {
  const isDry = args.includes('--dry-run');
  const [version, ...others] = args.filter((one) => one !== '--dry-run');
  if (version === undefined || others.length > 0 || !/^\d+\.\d+\.\d+$/.test(version)) {
    console.error(USAGE);
    return 2;
  }
  const found = problems(version);
  for (const problem of found) console.error(problem);
  if (found.length > 0) return 1;
  run('scripts/test.mjs');
  run('scripts/with-setup.mjs', 'vite', 'build');
  if (isDry) {
    console.log(`All is ready for v${version}. Nothing was written.`);
    return 0;
  }
  writeVersion(version);
  if (git('status', '--porcelain') !== '') git('commit', '--all', '--message', `chore(release): version ${version}`);
  git('tag', '--annotate', `v${version}`, '--message', `Gradient Carousel ${version}`);
  console.log(`v${version} is tagged, and in dist. To publish it: git push --follow-tags`);
  return 0;
}

process.exitCode = release(process.argv.slice(2));
