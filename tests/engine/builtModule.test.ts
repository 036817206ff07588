/** The engine as a module of its own (docs/engine.md): built into a folder of its own, the example of the page runs on it. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'engine-'));
const built = join(folder, 'dist-engine');
const page = readFileSync(join(ROOT, 'docs/engine.md'), 'utf8');
const [, example = ''] = /```js\n([\s\S]*?)```/.exec(page) ?? [];
const node = (...args: string[]): string => execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });

beforeAll(() => {
  execFileSync(process.execPath, [join(ROOT, 'scripts/build-engine.mjs'), built], { cwd: ROOT });
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('the built engine', () => {
  it('runs the example of docs/engine.md, which has ten lines', () => {
    expect(
      example
        .trim()
        .split('\n')
        .filter((line) => line !== '').length,
    ).toBe(10);
    writeFileSync(join(folder, 'example.mjs'), example);
    const norms = node('example.mjs')
      .trim()
      .split('\n')
      .map((line) => Number(line.split(' ')[1]));
    // (1, 0) Wᵏ = (½ᵏ, 10 k ½ᵏ⁻¹), k = 8 … 0.
    const wanted = Array.from({ length: 9 }, (_, step) =>
      Math.hypot(0.5 ** (8 - step), 10 * (8 - step) * 0.5 ** (7 - step)),
    );
    expect(norms.length).toBe(9);
    for (const [step, norm] of norms.entries()) expect(norm).toBeCloseTo(wanted[step], 12);
  });

  it('exports what the page says', () => {
    const script = `import('./dist-engine/engine.js').then((engine) => console.log(Object.keys(engine).join(' ')))`;
    const names = node('-e', script).trim().split(' ');
    for (const name of names) expect(page).toContain(`\`${name}`);
    expect(names.length).toBeGreaterThan(12);
  });

  it('imports nothing, and has types', () => {
    expect(readFileSync(join(built, 'engine.js'), 'utf8')).not.toMatch(/^import\b/m);
    const { exports } = JSON.parse(readFileSync(join(built, 'package.json'), 'utf8')) as {
      exports: { '.': { types: string; default: string } };
    };
    const types = readFileSync(join(built, exports['.'].types), 'utf8');
    expect(types).toContain('Pipeline');
    expect(existsSync(join(built, 'types/engine/pipeline.d.ts'))).toBe(true);
  });
});
