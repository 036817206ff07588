/** `npm run script`: what PyTorch's autograd answered (tests/script/outputs, kept by keep.ts) is still what the engine computes. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allowances } from '../../src/script/allowance';
import { npzOf } from '../../src/script/npz';
import type { ScriptFile } from '../../src/script/scriptFiles';
import {
  arraysOf,
  filesOfLink,
  filesOfModel,
  keptFile,
  LINKS,
  linesOf,
  MODELS,
  npzTensors,
  numbersIn,
  type Value,
} from './cases';
import { pythonWithTorch, runScript } from './python';

const log10 = (value: Value): number =>
  value === null ? Number.NaN : typeof value === 'number' ? Math.log10(value) : value.log10;

/** Names of kept numbers that are not, to 1e-9, what the engine now computes. */
function changed(name: string, files: readonly ScriptFile[]): string[] {
  const numbers = numbersIn(files, 'ours');
  const lines = linesOf(readFileSync(keptFile(name), 'utf8'));
  expect(lines.length).toBeGreaterThan(50);
  return lines
    .filter((line) => {
      const now = numbers.get(line.name) ?? Number.NaN;
      if (line.name.includes('crossings.'))
        return !(Math.abs(now - (line.ours as number)) <= 1e-9 && Math.abs(now - (line.autograd as number)) <= 1e-9);
      return ![line.ours, line.autograd].every(
        (value) => now === log10(value) || Math.abs(now - log10(value)) <= 1e-9 / Math.LN10,
      );
    })
    .map((line) => line.name);
}

describe('the numbers that PyTorch was held against', () => {
  it.each(LINKS)('$name: are still the engine’s, and autograd’s', (link) => {
    expect(changed(link.name, filesOfLink(link))).toEqual([]);
  });

  it.each(MODELS)('$file: are still the engine’s, and autograd’s, in all layers and directions', async (model) => {
    expect(changed(model.name, await filesOfModel(model))).toEqual([]);
  });

  it('are of every kind', () => {
    const names = linesOf(readFileSync(keptFile('lstm'), 'utf8')).map(({ name }) => name.replace(/\[\d+\]$/, ''));
    for (const name of [
      'delta_c',
      'delta_y',
      'g',
      'input',
      'arriving.R_z',
      'alone.cec',
      'without.R_f',
      'crossings.cec',
    ])
      expect(names).toContain(name);
    for (const name of [
      'gradient.W_z',
      'gradient.b_f',
      'step.state',
      'step.cellToCell',
      'path.cec',
      'cumulative.state',
    ])
      expect(names).toContain(name);
  });

  it('are found to have changed where the weights have', () => {
    expect(changed('rnn', filesOfLink({ link: `${LINKS[2].link}&seed=15` })).length).toBeGreaterThan(50);
  });
});

describe('network.npz', () => {
  it('has the same bytes for the same link', () => {
    const [, first] = filesOfLink(LINKS[1]);
    const [, second] = filesOfLink(LINKS[1]);
    expect(Buffer.from(first.content).equals(Buffer.from(second.content))).toBe(true);
  });

  it('holds arrays as NumPy reads them', () => {
    const written = npzOf(
      new Map([
        ['a/b', { shape: [2, 3], values: Float64Array.of(1, -2, 3, 1e-300, 5, Number.NaN) }],
        ['c', { shape: [], values: Float64Array.of(7) }],
        ['text', { shape: [2], values: Uint8Array.of(104, 105) }],
      ]),
    );
    const read = npzTensors(written).map(({ name, shape, values }) => ({ name, shape, values: [...values()] }));
    expect(read).toEqual([
      { name: 'a/b', shape: [2, 3], values: [1, -2, 3, 1e-300, 5, Number.NaN] },
      { name: 'c', shape: [], values: [7] },
      { name: 'text', shape: [2], values: [104, 105] },
    ]);
  });

  it('allows 1e-9, and more where fewer digits hold', () => {
    const steady = numbersIn(filesOfLink(LINKS[2]), 'allowed');
    expect(Math.max(...steady.values())).toBe(1e-9);
    const chaotic = numbersIn(filesOfLink({ link: '#v=3&N=16&M=3&T=300&r=8&in=none&bz=1' }), 'allowed');
    expect(chaotic.get('g[1]')).toBeGreaterThan(1e-3);
    expect(chaotic.get('step.state[1]')).toBe(1e-9);
  });

  it('allows the farthest of the neighbouring steps, and anything where a step’s factor leaves float64', () => {
    const allowed = allowances(
      new Map([
        ['g', Float64Array.of(0, 0, 0, 0, 0)],
        ['alone.R_z', Float64Array.of(-900, -600, -300, 0)],
        ['step.R_z', Float64Array.of(-1, -301, -1, -1)],
      ]),
      new Map([['g', Float64Array.of(1e-3, 0, 0, 0, 0)]]),
    );
    const far = 100 * (1 - 10 ** -1e-3);
    for (const [step, value] of [far, far, far, far, 1e-9].entries())
      expect(allowed.get('g')?.[step]).toBeCloseTo(value, 9);
    expect(allowed.get('alone.R_z')).toEqual(Float64Array.of(1, 1, 1e-9, 1e-9));
  });
});

const python = pythonWithTorch();
const title = python === null ? 'PyTorch (skipped: no Python here has numpy and torch)' : 'PyTorch';

describe.skipIf(python === null)(title, { timeout: 120_000 }, () => {
  const run = (files: readonly ScriptFile[]) => runScript(python as string, files);

  it('agrees with a link whose gradient leaves float64, and says how many numbers it looked at', () => {
    const { code, out, err } = run(filesOfLink({ link: '#v=3&net=rnn&N=3&M=2&T=280&r=0.05' }));
    expect({ code, err }).toMatchObject({ code: 0 });
    const lines = linesOf(out);
    expect(lines.some(({ ours }) => typeof ours === 'object' && ours !== null && ours.log10 < -320)).toBe(true);
    expect(err).toContain(`${lines.length} numbers, 0 of them too far`);
  });

  it('follows sliding truncation and cuts', () => {
    const link = '#v=3&net=gru&N=4&M=2&T=12&s0=random&loss=every&trunc=sliding&k=3&cut=R_r';
    expect(run(filesOfLink({ link })).code).toBe(0);
  });

  it('reads the last output of each direction, and takes a cross-entropy', async () => {
    const files = await filesOfModel(MODELS[0], (loss) =>
      'kind' in loss
        ? loss
        : {
            head: {
              weight: Float64Array.from({ length: 60 }, (_, k) => Math.sin(k)),
              bias: null,
              readsFinalStates: true,
            },
            target: { kind: 'cross-entropy', index: 2 },
          },
    );
    const { code, out, err } = run(files);
    expect({ code, err }).toMatchObject({ code: 0 });
    expect(linesOf(out).some(({ name }) => name === 'rnn.l1_reverse: crossings.cec[30]')).toBe(true);
  });

  it('finds a number that is wrong by 2e-9, and exits with 1', () => {
    const files = filesOfLink({ link: '#v=3&net=rnn&N=4&M=2&T=8' });
    const arrays = new Map([...arraysOf(files)].map(([name, values]) => [name, values.slice()]));
    const ours = arrays.get('0/ours/arriving.W_h') as Float64Array;
    ours[2] += 2e-9 / Math.LN10;
    const tensors = npzTensors(files[1].content as Uint8Array);
    const npz = npzOf(
      new Map(
        tensors.map(({ name, shape }) => {
          const values = arrays.get(name) as Float64Array;
          return [name, { shape, values: name === 'problem' ? Uint8Array.from(values) : values }];
        }),
      ),
    );
    const { code, err } = run([files[0], { name: 'network.npz', content: npz }]);
    expect({ code, err }).toMatchObject({ code: 1 });
    expect(err).toMatch(/1 of them too far.* of arriving\.W_h\[3\]/);
  });

  it('says where the forward pass leaves float64, and exits with 1', () => {
    const { code, out, err } = run(filesOfLink({ link: '#v=3&net=rnn&act=identity&N=3&M=2&T=800&r=8' }));
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('leaves float64');
  });
});
