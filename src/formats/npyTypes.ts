/** NumPy's names of types, without their byte order. */
import { NUMBER_TYPES, type NumberType, type NumberTypeName } from './numberTypes';

const TYPES: Readonly<Record<string, NumberTypeName>> = {
  f8: 'float64',
  f4: 'float32',
  f2: 'float16',
  i8: 'int64',
  i4: 'int32',
  i2: 'int16',
  i1: 'int8',
  u8: 'uint64',
  u4: 'uint32',
  u2: 'uint16',
  u1: 'uint8',
  b1: 'bool',
};

/** `f4`; null where it is none that is read here. */
export function npyType(name: string): NumberType | null {
  return Object.hasOwn(TYPES, name) ? NUMBER_TYPES[TYPES[name]] : null;
}
