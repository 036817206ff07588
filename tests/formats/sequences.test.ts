/** Input sequences out of files. */
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type EmbeddingTable, type RecordedBatch, UnreadableFile } from '../../src/formats/model';
import { readSequences, sequenceOf } from '../../src/formats/sequences';

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const shown = ({ inputs }: RecordedBatch) => ({ shape: inputs.shape, values: [...inputs.values] });

/** A .npy file of doubles. */
function npy(shape: readonly number[], values: readonly number[], order = 'False'): Uint8Array {
  const header = `{'descr': '<f8', 'fortran_order': ${order}, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }\n`;
  const data = new Uint8Array(Float64Array.from(values).buffer);
  return Uint8Array.of(0x93, ...text('NUMPY'), 1, 0, header.length, 0, ...text(header), ...data);
}

describe('files', () => {
  const two = { shape: [2, 2], values: [1, 2, 3, 4.5] };
  it.each<[string, Uint8Array]>([
    ['csv with a header', text('x0,x1\n1,2\n3,4.5\n')],
    ['csv without one', text('1,2\r\n3,4.5')],
    ['semicolons', text('a;b\n1;2\n3;4.5\n\n')],
    ['tabs', text('1\t2\n3\t4.5\n')],
    ['blanks, as numpy.savetxt has them', text('1.0e+00 2.0e+00\n3.0e+00 4.5e+00\n')],
    ['quoted numbers', text('"x, first","y"\n"1","2"\n"3","4.5"\n')],
    ['json', text('[[1, 2], [3, 4.5]]')],
    ['json with a name', text('{"inputs": [[1, 2], [3, 4.5]], "target": 0.5}')],
    ['npy', npy([2, 2], [1, 2, 3, 4.5])],
    ['npy in Fortran’s order', npy([2, 2], [1, 3, 2, 4.5], 'True')],
    ['npz', zipSync({ 'x.npy': npy([2, 2], [1, 2, 3, 4.5]) })],
  ])('%s', async (_, bytes) => {
    expect(shown(await readSequences(bytes, 'data'))).toEqual(two);
  });

  it('a batch with targets and lengths, from .npz and .json', async () => {
    const values = [1, 2, 3, 4, 5, 6, 7, 8];
    const batch = zipSync({
      'inputs.npy': npy([2, 2, 2], values),
      'target.npy': npy([2], [0, 1]),
      'lengths.npy': npy([2], [2, 1]),
    });
    const json = text('{"inputs": [[[1,2],[3,4]],[[5,6],[7,8]]], "target": [0, 1], "lengths": [2, 1]}');
    for (const bytes of [batch, json]) {
      const found = await readSequences(bytes, 'data');
      expect(shown(found)).toEqual({ shape: [2, 2, 2], values });
      expect([...(found.target?.values ?? [])]).toEqual([0, 1]);
      expect(found.lengths).toEqual([2, 1]);
      expect(sequenceOf(found, 0, 2)).toEqual({ steps: 2, inputs: Float64Array.of(1, 2, 3, 4) });
      expect(sequenceOf(found, 1, 2)).toEqual({ steps: 1, inputs: Float64Array.of(5, 6) });
    }
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['nothing', text(''), /no rows of numbers/],
    ['rows of different length', text('1,2\n3\n'), /1 columns in row 2, and 2 before/],
    ['a word in the middle', text('a,b\n1,2\n3,x\n'), /"x" in row 3/],
    ['broken json', text('[[1, 2'), /not valid JSON/],
    ['ragged json', text('[[1, 2], [3]]'), /of the shape \[2 × 2\]/],
    ['json without inputs', text('{"x": 1}'), /has no "inputs"/],
    ['bytes', Uint8Array.of(0xff, 0xfe, 0x00, 0x80), /is no text/],
    ['a cut .npy', npy([2, 2], [1, 2]), /needs 4 numbers/],
    [
      'an .npz with several arrays',
      zipSync({ 'a.npy': npy([1], [1]), 'b.npy': npy([1], [1]) }),
      /an array "inputs" was expected/,
    ],
  ])('%s is refused in one sentence', async (_, bytes, words) => {
    const found = readSequences(bytes, 'data');
    await expect(found).rejects.toThrow(UnreadableFile);
    await expect(found).rejects.toThrow(words);
  });
});

describe('a sequence', () => {
  const batch = (shape: number[], values: number[], lengths: number[] | null = null): RecordedBatch => ({
    inputs: { shape, values: Float64Array.from(values) },
    target: null,
    lengths,
  });
  const table: EmbeddingTable = {
    name: 'emb',
    weight: { shape: [3, 2], values: Float64Array.of(0, 1, 10, 11, 20, 21) },
  };

  it('of numbers alone is one step a number', () => {
    expect(sequenceOf(batch([3], [1, 2, 3]), 0, 1)).toEqual({ steps: 3, inputs: Float64Array.of(1, 2, 3) });
  });

  it('of tokens goes through a table that is as wide as the network’s input', () => {
    const wanted = { steps: 2, inputs: Float64Array.of(20, 21, 0, 1) };
    expect(sequenceOf(batch([2], [2, 0]), 0, 2, [table])).toEqual(wanted);
    expect(sequenceOf(batch([2, 1], [2, 0]), 0, 2, [table])).toEqual(wanted);
    expect(sequenceOf(batch([2, 3], [1, 1, 1, 2, 0, 1], [3, 2]), 1, 2, [table])).toEqual(wanted);
  });

  it.each<[string, () => unknown, RegExp]>([
    ['of another width', () => sequenceOf(batch([2, 3], [1, 2, 3, 4, 5, 6]), 0, 2), /3 wide, and the network reads 2/],
    ['of tokens that the table has not', () => sequenceOf(batch([2], [2, 3]), 0, 2, [table]), /1 wide/],
    ['that is not there', () => sequenceOf(batch([1, 1], [1]), 1, 1), /have one sequence, and number 2/],
    ['longer than it is', () => sequenceOf(batch([1, 1, 1], [1], [2]), 0, 1), /should have 2 steps of the 1/],
    ['with NaN', () => sequenceOf(batch([2], [1, Number.NaN]), 0, 1), /NaN at step 2/],
    ['of four axes', () => sequenceOf(batch([1, 1, 1, 1], [1]), 0, 1), /\[T × M\] or \[B × T × M\]/],
  ])('%s is refused', (_, run, words) => {
    expect(run).toThrow(words);
  });
});
