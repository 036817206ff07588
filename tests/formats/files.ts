/** The files of tests/formats/models. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'models');

export const bytesOf = (file: string): Uint8Array => new Uint8Array(readFileSync(join(folder, file)));
export const jsonOf = <T>(file: string): T => JSON.parse(readFileSync(join(folder, file), 'utf8')) as T;
