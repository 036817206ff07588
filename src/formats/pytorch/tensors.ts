/** Tensors of a pickle: views of storages, which are read when somebody asks for the numbers. */
import { UnreadableFile } from '../model';
import { NUMBER_TYPES, type NumberType, type NumberTypeName } from '../numberTypes';
import { readNumbers, type StoredTensor, shortened } from '../storedTensor';

export interface Storage {
  /** Null of an untyped storage, and where the type is not read here. */
  readonly type: NumberType | null;
  /** For messages. */
  readonly typeName: string;
  readonly isLittle: boolean;
  bytes(): Uint8Array;
}

export class PickledTensor {
  constructor(
    readonly storage: Storage,
    readonly offset: number,
    readonly shape: readonly number[],
    readonly strides: readonly number[],
  ) {}

  named(name: string): StoredTensor {
    const { storage, offset, shape, strides } = this;
    const { type, typeName, isLittle } = storage;
    return {
      name,
      shape,
      isFloat: type?.isFloat ?? false,
      values() {
        const shown = shortened(name);
        if (type === null)
          throw new UnreadableFile(
            `The tensor ${shown} is of the type ${shortened(typeName)}, which is not read here.`,
          );
        return readNumbers(shown, shape, { bytes: storage.bytes(), type, isLittle, offset, strides });
      },
    };
  }
}

/** `torch.FloatStorage` and its like. */
const STORAGES: Readonly<Record<string, NumberTypeName>> = {
  DoubleStorage: 'float64',
  FloatStorage: 'float32',
  HalfStorage: 'float16',
  BFloat16Storage: 'bfloat16',
  LongStorage: 'int64',
  IntStorage: 'int32',
  ShortStorage: 'int16',
  CharStorage: 'int8',
  ByteStorage: 'uint8',
  BoolStorage: 'bool',
};

export function storageType(name: string): NumberType | null {
  return Object.hasOwn(STORAGES, name) ? NUMBER_TYPES[STORAGES[name]] : null;
}

/** `torch.float32` and its like. */
export function numberType(name: string): NumberType | null {
  return Object.hasOwn(NUMBER_TYPES, name) ? NUMBER_TYPES[name as NumberTypeName] : null;
}
