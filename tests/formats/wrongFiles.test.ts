/** Files that are not what they should be: one sentence each, which says what was found. */
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { tooLarge } from '../../src/formats/fileSize';
import { UnreadableFile } from '../../src/formats/model';
import { readModel } from '../../src/formats/read';
import { bytesOf } from './files';
import { lstmTensors, safetensorsFile } from './safetensorsFile';

async function refusal(bytes: Uint8Array, name = 'model.pt'): Promise<string> {
  const error: unknown = await readModel(bytes, name).then(
    () => null,
    (problem) => problem,
  );
  expect(error).toBeInstanceOf(UnreadableFile);
  return (error as Error).message;
}
const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const start = (content: string, length: number): Uint8Array => {
  const out = new Uint8Array(length);
  out.set(text(content));
  return out;
};

describe('wrong files', () => {
  it.each<[string, Uint8Array, RegExp]>([
    ['an empty file', new Uint8Array(0), /is empty/],
    ['a picture', text('\u0089PNG\r\n\u001a\n and more of it'), /begins like no model file/],
    [
      'a tar archive',
      (() => {
        const tar = new Uint8Array(1024);
        tar.set(text('ustar'), 257);
        return tar;
      })(),
      /tar archive/,
    ],
    ['a bare pickle', Uint8Array.of(0x80, 4, 0x4e, 0x2e), /bare pickle/],
    ['another zip archive', zipSync({ 'word/document.xml': text('<a/>') }), /zip archive with word\/document\.xml/],
    ['a single array', start('\u0093NUMPY', 128), /begins like no model file|single array/],
  ])('%s', async (_, bytes, words) => {
    expect(await refusal(bytes)).toMatch(words);
  });

  it('cut short, at any length', async () => {
    for (const file of ['adding-gru.pt', 'adding-gru.safetensors', 'adding-lstm-formats.npz']) {
      const bytes = bytesOf(file);
      for (const part of [0.02, 0.3, 0.7, 0.99])
        expect(await refusal(bytes.slice(0, Math.floor(bytes.length * part)), file)).toMatch(
          /cut short|truncated|damaged|no model file/,
        );
    }
  });

  it('a header that lies about sizes or places', async () => {
    const tensors = lstmTensors('', 2, 2);
    const lie = (change: Parameters<typeof safetensorsFile>[1]) =>
      refusal(safetensorsFile(tensors, change), 'a.safetensors');
    expect(await lie((header) => header.weight_ih_l0.data_offsets.reverse())).toMatch(
      /cut short or its header is wrong: weight_ih_l0/,
    );
    expect(
      await lie((header) => {
        header.weight_ih_l0.data_offsets[1] = 1e9;
      }),
    ).toMatch(/bytes 0 to 1000000000/);
    expect(
      await lie((header) => {
        header.bias_hh_l0.shape = [1e9];
      }),
    ).toMatch(/bias_hh_l0 is \[1000000000\]/);
    expect(
      await lie((header) => {
        header.weight_ih_l0.data_offsets[1] = 8;
      }),
    ).toMatch(/needs 16 numbers.*has only 2/);
    expect(
      await lie((header) => {
        header.weight_ih_l0.dtype = 'Q4';
      }),
    ).toMatch(/does not hold floats/);
    expect(
      await lie((header) => {
        header.weight_ih_l0.shape = [-8, 2];
      }),
    ).toMatch(/damaged header/);
    expect(
      await lie((header) => {
        header.weight_hh_l0.shape = [4, 4];
      }),
    ).toMatch(/weight_ih_l0 is \[8 × 2\]|4N × N/);
  });

  it('another architecture says what it has', async () => {
    const tensors = Object.fromEntries(Array.from({ length: 9 }, (_, k) => [`block.${k}.weight`, { shape: [2, 2] }]));
    expect(await refusal(safetensorsFile(tensors), 'a.safetensors')).toMatch(
      /no recurrent layer: it holds block\.0\.weight \[2 × 2\], .* and 4 more; weight_ih_l0 and weight_hh_l0/,
    );
  });

  it('a zip bomb is not unpacked', async () => {
    const zeros = new Uint8Array(1 << 20);
    const bomb = zipSync({ 'archive/data.pkl': zeros });
    // The directory's size of the entry, as what it could be: 900 MB.
    const view = new DataView(bomb.buffer);
    for (let at = 0; at + 46 < bomb.length; at++)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 900e6, true);
    expect(await refusal(bomb)).toMatch(/says that it unpacks to 900000000 bytes/);
  });

  it('a file that is too large is refused by its size alone', () => {
    expect(tooLarge(2 ** 31, 'huge.pt')?.message).toBe('huge.pt has 2048 MB; files of up to 512 MB are read here.');
    expect(tooLarge(1e6, 'small.pt')).toBeNull();
  });
});
