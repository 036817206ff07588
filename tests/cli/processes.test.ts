/** The commands as processes: exit codes, help, and pipes that are closed. Few, because each takes a second to start. */
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseFile } from './caseFiles';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TSX = fileURLToPath(import.meta.resolve('tsx/cli'));
const FILES = {
  claims: 'src/cli/claims.ts',
  reference: 'src/cli/reference.ts',
  trace: 'src/cli/trace.ts',
  script: 'src/cli/script.ts',
  bench: 'tests/bench/bench.ts',
  soak: 'tests/soak/soak.ts',
} as const;
type Name = keyof typeof FILES;

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(name: Name, ...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd: ROOT, maxBuffer: 1 << 28 };
    const child = execFile(process.execPath, [TSX, FILES[name], ...args], options, (_, out, err) =>
      resolve({ code: child.exitCode ?? Number.NaN, out, err }),
    );
  });
}

/** Its reader reads the first `bytes` and goes away, as `head` does. */
function runInto(bytes: number, name: Name, ...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [TSX, FILES[name], ...args], { cwd: ROOT });
    let out = '';
    let err = '';
    child.stdout.on('data', (data: Buffer) => {
      out += String(data);
      if (out.length >= bytes) child.stdout.destroy();
    });
    child.stderr.on('data', (data: Buffer) => {
      err += String(data);
    });
    child.on('close', (code) => resolve({ code: code ?? Number.NaN, out, err }));
  });
}

const oneSentence = /^[^\n]+\n$/;
const stackTrace = /^\s+at .*:\d+:\d+/m;

describe('every command', () => {
  it('says with --help what it takes', async () => {
    const names = Object.keys(FILES) as Name[];
    const ends = await Promise.all(names.map((name) => run(name, '--help')));
    for (const [index, { code, out, err }] of ends.entries()) {
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toContain(`usage: npm run ${names[index]} -- `);
      expect(out).toContain('exit code: 0');
    }
  });
});

describe('trace', () => {
  it('keeps a # inside a text, and says what was used where there is something wrong', async () => {
    const link = 'http://127.0.0.1:5173/#v=1&in=text&text=a#b&N=2&M=1&bf=much';
    const { code, out, err } = await run('trace', link, '--json');
    expect(code).toBe(0);
    const traced = JSON.parse(out) as { link: string; steps: number };
    expect(new URLSearchParams(traced.link.slice(1)).get('text')).toBe('a#b');
    expect(traced.steps).toBe(3);
    expect(err).toContain('(bf)');
  });

  it('refuses an unknown flag and a second link, and without one traces the page as it opens', async () => {
    const [flag, second, none] = await Promise.all([
      run('trace', '--jsn'),
      run('trace', '#v=1', '#v=1&r=8'),
      run('trace'),
    ]);
    expect(flag).toEqual({ code: 2, out: '', err: expect.stringMatching(/^Unknown option '--jsn'[^\n]*\n$/) });
    expect(second).toEqual({ code: 2, out: '', err: expect.stringContaining('"#v=1&r=8"') });
    expect(none).toEqual({
      code: 0,
      out: expect.stringMatching(/^100 steps, 32 units/),
      err: expect.stringMatching(/^No link was given[^\n]*\n$/),
    });
  });

  // More than the 64 kB that a pipe holds.
  const long = '#v=1&T=300&N=2&M=1';

  it('ends quietly when its reader goes away, after the first lines or inside JSON', async () => {
    const [lines, json] = await Promise.all([runInto(1, 'trace', long), runInto(1, 'trace', long, '--json')]);
    expect(lines).toEqual({ code: 0, out: expect.stringMatching(/^300 steps/), err: '' });
    expect(json).toEqual({ code: 0, out: expect.stringMatching(/^\{"link":/), err: '' });
  });

  it('loses nothing where it is read to the end', async () => {
    const { code, out } = await run('trace', long, '--json');
    expect(code).toBe(0);
    expect(out.length).toBeGreaterThan(1 << 17);
    expect(JSON.parse(out)).toMatchObject({ steps: 300 });
  });
});

describe('trace --model', () => {
  const models = join(ROOT, 'tests/formats/models');
  const model = join(models, 'adding-bilstm-2-layers.ckpt');
  const inputs = join(models, 'adding-bilstm-2-layers-inputs.csv');

  it('lists the layers, and traces one of them', async () => {
    const loss = ['--loss', 'half-squared', '--target', '0.9364413619041443'];
    const [list, traced] = await Promise.all([
      run('trace', '--model', model, '--list', '--json'),
      run('trace', '--model', model, '--inputs', inputs, '--layer', 'l1_reverse', ...loss, '--json'),
    ]);
    expect({ code: list.code, err: list.err }).toEqual({ code: 0, err: '' });
    const common = { name: 'module.rnn', cell: 'lstm', hiddenSize: 10 };
    expect(JSON.parse(list.out)).toEqual([
      { layer: 'l0', ...common, inputSize: 2, direction: 'forward' },
      { layer: 'l0_reverse', ...common, inputSize: 2, direction: 'reverse' },
      { layer: 'l1', ...common, inputSize: 20, direction: 'forward' },
      { layer: 'l1_reverse', ...common, inputSize: 20, direction: 'reverse' },
    ]);
    expect({ code: traced.code, err: traced.err }).toEqual({ code: 0, err: '' });
    const found = JSON.parse(traced.out) as Record<string, unknown>;
    expect(Object.keys(found)).toEqual(['y', 'c', 'delta_y', 'delta_c', 'log10DeltaYNorm', 'loss', 'gradientNorm']);
    expect(found.loss).toBeCloseTo(0.012070883366891712, 12);
    expect(found.log10DeltaYNorm).toEqual([...new Array(29).fill(null), expect.any(Number)]);
  });

  it('refuses flags with 2 and files with 1, in one sentence', async () => {
    const [flag, file] = await Promise.all([run('trace', '--model', model), run('trace', '--model', inputs, '--list')]);
    expect(flag).toEqual({ code: 2, out: '', err: expect.stringMatching(/^No --inputs were given[^\n]*\n$/) });
    expect(file).toEqual({ code: 1, out: '', err: expect.stringMatching(/begins like no model file[^\n]*\n$/) });
  });
});

describe('reference', () => {
  let folder = '';
  const path = (name: string): string => join(folder, name);
  const write = (name: string, content: unknown): string => {
    writeFileSync(path(name), typeof content === 'string' ? content : JSON.stringify(content));
    return path(name);
  };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'reference-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const good = join(ROOT, 'tests/reference/rnn-relu.json');
  const relu = (): string => write('relu.json', { ...caseFile({ cell: 'rnn', T: 2, M: 1, N: 1 }), activation: 'ReLU' });

  it('goes through every file: 2 where one was not understood, though another disagrees', async () => {
    const open = write('open.json', caseFile({ cell: 'lstm', T: 2, M: 1, N: 1 }));
    const wrong = write('wrong.json', {
      ...caseFile({ cell: 'lstm', T: 2, M: 1, N: 1 }),
      name: 'wrong',
      expected: { gradientNorm: -1 },
    });
    const args = [relu(), write('broken.json', '{"cell":'), path('absent.json'), wrong, open, good];
    const { code, out, err } = await run('reference', ...args);
    expect(code).toBe(2);
    const lines = err.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('relu.json: "activation" is "ReLU"');
    expect(lines[1]).toContain('broken.json: the file is not valid JSON');
    expect(lines[2]).toContain('absent.json: the file cannot be read');
    expect(err).not.toMatch(stackTrace);
    expect(out).toMatch(/^FAIL wrong .*gradientNorm\n.*lstm-1 .*nothing.*\nok {3}rnn-relu/);
  });

  it('1 where one disagrees, or leaves what the engine can hold', async () => {
    const huge = caseFile({ cell: 'lstm', T: 3, M: 1, N: 1 });
    for (const name of ['R_z', 'R_i', 'R_f', 'R_o']) huge.params[name] = [[1e300]];
    const { code, out, err } = await run('reference', good, write('huge.json', huge));
    expect(code).toBe(1);
    expect(out).toMatch(/^ok/);
    expect(err).toMatch(/^FAIL .*huge\.json: the engine cannot compute this case: [^\n]*\n$/);
  });

  it('--json prints the values of a file that expects nothing, and none of one that it does not understand', async () => {
    const open = write('values.json', caseFile({ cell: 'rnn', T: 2, M: 1, N: 1 }));
    const { code, out, err } = await run('reference', '--json', relu(), open);
    expect(code).toBe(2);
    expect(out.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(out)).toMatchObject({ name: 'rnn-1', gradient: { W_x: [[expect.any(Number)]] } });
    expect(err).toMatch(oneSentence);
  });
});

describe('claims', () => {
  it('end after the first when nobody reads on', async () => {
    const { code, out, err } = await runInto(1, 'claims');
    expect(out).toMatch(/^(ok|FAIL)/);
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });
});

describe('script', () => {
  const link = '#v=3&net=rnn&N=2&M=1&T=4';
  let out: string;
  beforeAll(() => {
    out = mkdtempSync(join(tmpdir(), 'script-'));
  });
  afterAll(() => rmSync(out, { recursive: true }));

  it('writes two files into a folder, and does not overwrite them unasked', async () => {
    const folder = join(out, 'new', 'folder');
    const first = await run('script', link, '--out', folder);
    expect({ code: first.code, err: first.err }).toEqual({ code: 0, err: '' });
    expect(readdirSync(folder).sort()).toEqual(['network.npz', 'reproduce.py']);
    expect(readFileSync(join(folder, 'reproduce.py'), 'utf8')).toMatch(/^# What #v=3\S* shows\.\n/);
    writeFileSync(join(folder, 'network.npz'), 'mine');
    const second = await run('script', link, '--out', folder);
    expect(second).toMatchObject({ code: 1, out: '' });
    expect(second.err).toMatch(oneSentence);
    expect(readFileSync(join(folder, 'network.npz'), 'utf8')).toBe('mine');
    const third = await run('script', link, '--out', folder, '--force');
    expect(third.code).toBe(0);
    expect(third.out).toContain('network.npz (overwritten)');
  });

  it('refuses what it does not understand with 2, and a file that it cannot read with 1', async () => {
    const ends = await Promise.all([
      run('script', link),
      run('script', link, '--out', out, '--layer', 'l0'),
      run('script', '#v=3&file=0123456789abcdef&filename=mine.pt', '--out', out),
      run('script', '--model', join(out, 'none.pt'), '--inputs', 'none.csv', '--out', out),
    ]);
    expect(ends.map(({ code }) => code)).toEqual([2, 2, 2, 1]);
    for (const { err } of ends) expect(err).toMatch(oneSentence);
    expect(ends[2].err).toContain('mine.pt');
  });
});
