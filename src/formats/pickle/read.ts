/**
 * Reads a pickle (protocols 0 to 5, https://github.com/python/cpython/blob/main/Lib/pickletools.py) and runs nothing: dicts, lists, tuples,
 * numbers and texts are made; every class and function is a name, which the host may know.
 */
import { UnreadableFile } from '../model';
import { PickleBytes } from './bytes';
import { GlobalName, type PickleDict, type PickleHost, type PickleValue } from './values';

/** Errors: `UnreadableFile` where the pickle is cut short, damaged, or has an opcode that is not of these protocols. */
export function readPickle(bytes: Uint8Array, host: PickleHost): PickleValue {
  const machine = new Machine(new PickleBytes(bytes), host);
  for (;;) {
    const opcode = machine.bytes.uint8();
    if (opcode === STOP) return machine.pop();
    const run = OPCODES[opcode];
    if (run === undefined) throw damaged(`has the opcode ${opcode}, which is none`);
    run(machine);
  }
}

function damaged(problem: string): UnreadableFile {
  return new UnreadableFile(`The pickle in the file ${problem}: the file is damaged.`);
}

class Machine {
  private stack: PickleValue[] = [];
  private readonly marks: PickleValue[][] = [];
  private readonly memo = new Map<number, PickleValue>();

  constructor(
    readonly bytes: PickleBytes,
    readonly host: PickleHost,
  ) {}

  push(value: PickleValue): void {
    this.stack.push(value);
  }

  pop(): PickleValue {
    const value = this.stack.pop();
    if (value === undefined) throw damaged('takes more than it has put there');
    return value;
  }

  top(): PickleValue {
    const value = this.pop();
    this.push(value);
    return value;
  }

  mark(): void {
    this.marks.push(this.stack);
    this.stack = [];
  }

  /** What has been put there since the last mark. */
  sinceMark(): PickleValue[] {
    const items = this.stack;
    const before = this.marks.pop();
    if (before === undefined) throw damaged('has no mark where one is needed');
    this.stack = before;
    return items;
  }

  pop2(): [PickleValue, PickleValue] {
    const second = this.pop();
    return [this.pop(), second];
  }

  put(index: number): void {
    this.memo.set(index, this.top());
  }

  memoize(): void {
    this.put(this.memo.size);
  }

  get(index: number): void {
    const value = this.memo.get(index);
    if (value === undefined) throw damaged('refers to something that it has not made');
    this.push(value);
  }

  list(): PickleValue[] {
    const list = this.top();
    // What is not made takes items, and keeps none.
    return Array.isArray(list) ? list : [];
  }

  setItems(items: readonly PickleValue[]): void {
    if (items.length % 2 !== 0) throw damaged('has a key without a value');
    const dict = this.top();
    if (!(dict instanceof Map)) return;
    for (let k = 0; k < items.length; k += 2) dict.set(items[k], items[k + 1]);
  }

  call(callable: PickleValue, args: PickleValue): void {
    this.push(this.host.call(callable, Array.isArray(args) ? args : []));
  }
}

function dictOf(items: readonly PickleValue[]): PickleDict {
  if (items.length % 2 !== 0) throw damaged('has a key without a value');
  const dict: PickleDict = new Map();
  for (let k = 0; k < items.length; k += 2) dict.set(items[k], items[k + 1]);
  return dict;
}

function numberOf(text: string): number {
  const value = Number(text.replace(/L$/, ''));
  if (text === '' || Number.isNaN(value)) throw damaged('has a number that is none');
  return value;
}

function nameOf(module: PickleValue, name: PickleValue): GlobalName {
  if (typeof module !== 'string' || typeof name !== 'string') throw damaged('has a class without a name');
  return new GlobalName(module, name);
}

function unquoted(text: string): string {
  return /^(['"]).*\1$/.test(text) ? text.slice(1, -1) : text;
}

const STOP = '.'.charCodeAt(0);

type Run = (machine: Machine) => void;

/** By the letter, or the number, that pickletools gives each. */
const BY_LETTER: Readonly<Record<string, Run>> = {
  '(': (m) => m.mark(),
  '0': (m) => m.pop(),
  '1': (m) => m.sinceMark(),
  '2': (m) => m.push(m.top()),
  N: (m) => m.push(null),
  I: (m) => {
    const text = m.bytes.line();
    m.push(text === '01' ? true : text === '00' ? false : numberOf(text));
  },
  L: (m) => m.push(numberOf(m.bytes.line())),
  F: (m) => m.push(numberOf(m.bytes.line())),
  J: (m) => m.push(m.bytes.int32()),
  K: (m) => m.push(m.bytes.uint8()),
  M: (m) => m.push(m.bytes.uint16()),
  G: (m) => m.push(m.bytes.float64()),
  S: (m) => m.push(unquoted(m.bytes.line())),
  V: (m) => m.push(m.bytes.line()),
  T: (m) => m.push(m.bytes.text(m.bytes.uint32())),
  U: (m) => m.push(m.bytes.text(m.bytes.uint8())),
  X: (m) => m.push(m.bytes.text(m.bytes.uint32())),
  B: (m) => m.push(m.bytes.take(m.bytes.uint32())),
  C: (m) => m.push(m.bytes.take(m.bytes.uint8())),
  ')': (m) => m.push([]),
  t: (m) => m.push(m.sinceMark()),
  ']': (m) => m.push([]),
  l: (m) => m.push(m.sinceMark()),
  a: (m) => {
    const item = m.pop();
    m.list().push(item);
  },
  e: (m) => {
    const items = m.sinceMark();
    const list = m.list();
    for (const item of items) list.push(item);
  },
  '}': (m) => m.push(new Map()),
  d: (m) => m.push(dictOf(m.sinceMark())),
  s: (m) => m.setItems(m.pop2()),
  u: (m) => m.setItems(m.sinceMark()),
  c: (m) => m.push(nameOf(m.bytes.line(), m.bytes.line())),
  R: (m) => m.call(...m.pop2()),
  b: (m) => {
    const [object, state] = m.pop2();
    m.push(m.host.setState(object, state));
  },
  i: (m) => {
    const callable = nameOf(m.bytes.line(), m.bytes.line());
    m.call(callable, m.sinceMark());
  },
  o: (m) => {
    const [callable, ...args] = m.sinceMark();
    if (callable === undefined) throw damaged('has an object without a class');
    m.call(callable, args);
  },
  p: (m) => m.put(numberOf(m.bytes.line())),
  q: (m) => m.put(m.bytes.uint8()),
  r: (m) => m.put(m.bytes.uint32()),
  g: (m) => m.get(numberOf(m.bytes.line())),
  h: (m) => m.get(m.bytes.uint8()),
  j: (m) => m.get(m.bytes.uint32()),
  P: (m) => m.push(m.host.persistent(m.bytes.line())),
  Q: (m) => m.push(m.host.persistent(m.pop())),
};

const BY_NUMBER: Readonly<Record<number, Run>> = {
  128: (m) => {
    const protocol = m.bytes.uint8();
    if (protocol > 5) throw damaged(`is of the protocol ${protocol}, which there is not`);
  },
  129: (m) => {
    const [callable, args] = m.pop2();
    m.call(callable, args);
  },
  133: (m) => m.push([m.pop()]),
  134: (m) => m.push(m.pop2()),
  135: (m) => {
    const third = m.pop();
    m.push([...m.pop2(), third]);
  },
  136: (m) => m.push(true),
  137: (m) => m.push(false),
  138: (m) => m.push(m.bytes.integer(m.bytes.uint8())),
  139: (m) => m.push(m.bytes.integer(m.bytes.uint32())),
  140: (m) => m.push(m.bytes.text(m.bytes.uint8())),
  141: (m) => m.push(m.bytes.text(m.bytes.uint64())),
  142: (m) => m.push(m.bytes.take(m.bytes.uint64())),
  143: (m) => m.push([]),
  144: (m) => {
    const items = m.sinceMark();
    const list = m.list();
    for (const item of items) list.push(item);
  },
  145: (m) => m.push(m.sinceMark()),
  146: (m) => {
    m.pop();
    const [callable, args] = m.pop2();
    m.call(callable, args);
  },
  147: (m) => {
    const [module, name] = m.pop2();
    m.push(nameOf(module, name));
  },
  148: (m) => m.memoize(),
  149: (m) => m.bytes.take(8),
  150: (m) => m.push(m.bytes.take(m.bytes.uint64())),
};

const OPCODES: readonly (Run | undefined)[] = Array.from(
  { length: 256 },
  (_, code) => BY_NUMBER[code] ?? BY_LETTER[String.fromCharCode(code)],
);
