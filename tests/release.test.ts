/** `npm run release` says what stands against a release before it runs a test or writes anything. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

const released = (...args: string[]) =>
  spawnSync(process.execPath, ['scripts/release.mjs', ...args], { cwd: root, encoding: 'utf8' });

describe('a release', () => {
  it.each([[[]], [['1.2']], [['next']], [['1.0.0', '2.0.0']]])('is refused with 2 without one version: %j', (args) => {
    const { status, stderr } = released(...args, '--dry-run');
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('usage: npm run release') });
  });

  it('is refused with 1 without its part of the changelog, and below the version there is', () => {
    const { status, stderr } = released('0.0.1', '--dry-run');
    expect(status).toBe(1);
    expect(stderr).toContain('0.0.1 is below');
    expect(stderr).toContain('CHANGELOG.md has no part "## 0.0.1"');
  });

  it('has one version in package.json, CITATION.cff and CHANGELOG.md', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    expect(readFileSync(join(root, 'CITATION.cff'), 'utf8')).toContain(`\nversion: ${version}\n`);
    expect(readFileSync(join(root, 'CHANGELOG.md'), 'utf8')).toContain(`\n## ${version}\n`);
  });
});
