/** What a pickle can hold here: plain data, names of classes that nobody makes, and what a host makes of the few that it knows. */

/** A class or a function, by name only. */
export class GlobalName {
  constructor(
    readonly module: string,
    readonly name: string,
  ) {}

  get full(): string {
    return `${this.module}.${this.name}`;
  }
}

/** In place of an object of a class that is not made. */
export class NotMade {
  constructor(readonly of: GlobalName | null) {}
}

/** A dict, or what behaves like one; keys keep their order. */
export type PickleDict = Map<PickleValue, PickleValue>;

/** Lists, tuples and sets are arrays. `object`: what the host makes. */
export type PickleValue =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | GlobalName
  | NotMade
  | PickleValue[]
  | PickleDict
  | object;

/** Makes objects; whatever it does not know it answers with `NotMade`. */
export interface PickleHost {
  /** A persistent id: data outside the pickle. */
  persistent(id: PickleValue): PickleValue;
  /** `callable(*args)`, which a pickle writes to make an object. */
  call(callable: PickleValue, args: readonly PickleValue[]): PickleValue;
  /** `object.__setstate__(state)`; the object that takes its place. */
  setState(object: PickleValue, state: PickleValue): PickleValue;
}
