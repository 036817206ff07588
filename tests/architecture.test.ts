/**
 * Holds what src/README.md promises: the rooms' arrows and those between the folders of `views`, the purity of `math` and `engine`, the size of files, that every room is in
 * the table, and that nothing outside the records of the cells asks which cell it is. Sources are parsed (by the parser that Vite carries), so comments and strings cannot fool
 * it, and every rule is shown to bite on a snippet that breaks it.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';
import { VIEW_IDS } from '../src/settings/views';

interface Room {
  /** Rooms that may be imported as they are. */
  readonly imports: readonly string[];
  /** Rooms of which only types may be imported. */
  readonly types?: readonly string[];
  /** npm packages and Node's own modules that may be imported. */
  readonly packages?: RegExp;
}

const ROOMS: Readonly<Record<string, Room>> = {
  math: { imports: [], packages: /^pure-rand(\/|$)/ },
  settings: { imports: [], packages: /^unicode-segmenter(\/|$)/ },
  engine: { imports: ['math', 'settings'] },
  worker: { imports: ['engine', 'settings'], types: ['math'] },
  store: { imports: ['worker', 'settings'], types: ['engine', 'formats'], packages: /^zustand(\/|$)/ },
  charts: { imports: ['settings'], types: ['engine'], packages: /^(d3-|fflate$)/ },
  views: {
    imports: ['store', 'charts', 'settings', 'story', 'formats', 'offline', 'script'],
    types: ['engine'],
    // `virtual:galleries`: what the build has the engine compute.
    packages: /^(react|react-dom|zustand|temml|@radix-ui\/[\w-]+|virtual:galleries)(\/|$)/,
  },
  story: { imports: ['settings'], types: ['engine'], packages: /^d3-/ },
  offline: { imports: [], packages: /^workbox-(core|precaching|window)(\/|$)/ },
  formats: { imports: ['engine', 'settings', 'math', 'worker'], packages: /^(fflate|d3-dsv)(\/|$)/ },
  script: { imports: ['engine', 'settings', 'math', 'formats', 'story', 'worker'], packages: /^fflate(\/|$)/ },
  cli: { imports: ['engine', 'settings', 'math', 'worker', 'story', 'formats', 'script'], packages: /^node:/ },
};
/** The one file that puts it all together, and the only one outside the rooms. */
const MAIN = 'main.tsx';
/** The one file that may import by an address: of a chunk that failed, which another file has named as it should. */
const BY_ADDRESS = 'views/common/deferred.tsx';

/** What every folder inside `views` may import, beside itself. */
const VIEW_BASE = ['common', 'words'];
/** Every view in the panel: it imports the base and controls, and nothing of another view or of what shows it. */
const A_VIEW = ['controls'];
const VIEW_FOLDERS: Readonly<Record<string, readonly string[]>> = {
  common: [],
  words: [],
  controls: [],
  playback: [],
  tour: ['river'],
  ...Object.fromEntries(VIEW_IDS.map((view) => [view, A_VIEW])),
  picture: ['controls', 'crosshair', 'playback'],
  chart: ['controls'],
  river: ['crosshair'],
  compare: ['controls', 'frame', 'lab', 'picture', 'river'],
  crosshair: [],
  files: [],
  export: ['panel', 'river'],
  gallery: ['claims'],
  frame: ['controls', 'export', 'files', 'gallery', 'lab', 'tour'],
  lab: ['chart', 'frame', 'panel'],
  panel: ['playback', 'descriptors'],
  stage: ['frame', 'gallery', 'picture', 'playback', 'river'],
};

const EVERYTHING: Room = { imports: [], packages: /./ };

const PURE = ['math', 'engine'];
const MAX_LINES = 300;

/** Their last bits differ between engines; `src/math` has its own, which do not. */
const INEXACT =
  'exp expm1 log log1p log2 log10 pow cos sin tan acos asin atan atan2 cosh sinh tanh acosh asinh atanh cbrt hypot';
const BANNED_MATH = new Set([...INEXACT.split(' '), 'random']);
/** Globals of a page or a clock: `engine` runs the same in a worker, in Node and in a test. */
const BANNED_GLOBALS = new Set(['window', 'document', 'globalThis', 'self', 'Date', 'performance']);

type Node = Readonly<Record<string, unknown>> & { readonly type: string };
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
const field = (node: Node, name: string): Node | undefined => {
  const value = node[name];
  return isNode(value) ? value : undefined;
};
const text = (node: Node | undefined): string | undefined =>
  node?.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
const nodes = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : []);

interface Visit {
  readonly node: Node;
  readonly parent: Node | undefined;
  /** The parent's field that holds the node. */
  readonly key: string;
  /** Names that the functions around the node declare: there, `window` may be a parameter. */
  readonly own: ReadonlySet<string>;
}

function* walk(node: Node, parent?: Node, key = '', around: ReadonlySet<string> = new Set()): Generator<Visit> {
  const own = Array.isArray(node.params) ? new Set([...around, ...declared(node)]) : around;
  yield { node, parent, key, own };
  for (const [name, value] of Object.entries(node)) {
    if (isNode(value)) yield* walk(value, node, name, own);
    else for (const child of nodes(value)) yield* walk(child, node, name, own);
  }
}

/** The names that a pattern binds: not its default values, not its types. */
function bound(pattern: Node | undefined): string[] {
  switch (pattern?.type) {
    case 'Identifier':
      return [String(pattern.name)];
    case 'ObjectPattern':
      return nodes(pattern.properties).flatMap((property) => bound(field(property, 'value') ?? property));
    case 'ArrayPattern':
      return nodes(pattern.elements).flatMap(bound);
    case 'AssignmentPattern':
      return bound(field(pattern, 'left'));
    case 'RestElement':
      return bound(field(pattern, 'argument'));
    default:
      return [];
  }
}

/** The parameters and the variables of a function. */
function declared(node: Node): string[] {
  const names = nodes(node.params).flatMap(bound);
  const body = field(node, 'body');
  if (body === undefined) return names;
  const variables = [...walk(body)].filter((visit) => visit.node.type === 'VariableDeclarator');
  return [...names, ...variables.flatMap((visit) => bound(field(visit.node, 'id')))];
}

function parse(file: string, source: string): Node {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message}`);
  return program as unknown as Node;
}

interface Import {
  /** As written; undefined where it is not a plain string, so that nobody can tell. */
  readonly target: string | undefined;
  readonly typeOnly: boolean;
}

const isImportMeta = (node: Node | undefined): boolean =>
  node?.type === 'MetaProperty' && field(node, 'meta')?.name === 'import';

/** What a node imports, if it is one of the ways to import. */
function importOf(node: Node): Import | undefined {
  const source = () => text(field(node, 'source'));
  const args = nodes(node.arguments);
  const callee = field(node, 'callee');
  switch (node.type) {
    case 'ImportDeclaration':
      // `import { type A }` leaves `import {}` behind (verbatimModuleSyntax): only `import type` is gone when built.
      return { target: source(), typeOnly: node.importKind === 'type' };
    case 'ExportAllDeclaration':
      return { target: source(), typeOnly: node.exportKind === 'type' };
    case 'ExportNamedDeclaration':
      return field(node, 'source') && { target: source(), typeOnly: node.exportKind === 'type' };
    case 'TSImportType':
      return { target: source(), typeOnly: true };
    case 'ImportExpression':
      return { target: source(), typeOnly: false };
    case 'TSImportEqualsDeclaration':
      return { target: undefined, typeOnly: false };
    case 'NewExpression': {
      const base = args[1];
      const fromHere = callee?.name === 'URL' && base?.property !== undefined && isImportMeta(field(base, 'object'));
      return fromHere ? { target: text(args[0]), typeOnly: false } : undefined;
    }
    case 'CallExpression': {
      const isGlob = callee?.type === 'MemberExpression' && isImportMeta(field(callee, 'object'));
      const isRequire = callee?.type === 'Identifier' && callee.name === 'require';
      return isGlob || isRequire ? { target: text(args[0]), typeOnly: false } : undefined;
    }
    default:
      return undefined;
  }
}

const CELL_NAMES = ['rnn', 'lstm', 'gru'];
const COMPARISONS = ['===', '!==', '==', '!='];
const MEMBERSHIP = ['includes', 'indexOf', 'has'];
/** How the names of edges and parameters begin, all but the carousel's. */
const PREFIX = /^[WRbp]_/;

/** Where each cell's record of a room is. */
const isRecord = (file: string): boolean => file.includes('/cells/');
const isCellName = (node: Node | undefined): boolean => CELL_NAMES.includes(text(node) ?? '');

/** Questions which cell it is, outside the records: comparisons with a cell's name, cases, lists to look it up in, objects keyed by it. */
function cellBreaks(file: string, source: string): string[] {
  if (isRecord(file)) return [];
  const breaks: string[] = [];
  for (const { node } of walk(parse(file, source))) {
    const found = cellAsked(node);
    if (found !== undefined) breaks.push(`${file} ${found}`);
  }
  return breaks;
}

function cellAsked(node: Node): string | undefined {
  switch (node.type) {
    case 'BinaryExpression': {
      const isCompared = isCellName(field(node, 'left')) || isCellName(field(node, 'right'));
      return COMPARISONS.includes(String(node.operator)) && isCompared ? 'compares with the name of a cell' : undefined;
    }
    case 'SwitchCase':
      return isCellName(field(node, 'test')) ? 'has a case for a cell' : undefined;
    case 'ObjectExpression': {
      const keys = nodes(node.properties).map((property) => field(property, 'key'));
      const isKeyed = keys.some((key) => isCellName(key) || (key?.type === 'Identifier' && isIn(key.name, CELL_NAMES)));
      return isKeyed ? 'has an object keyed by cells' : undefined;
    }
    case 'CallExpression': {
      const callee = field(node, 'callee');
      if (callee?.type !== 'MemberExpression' || !isIn(field(callee, 'property')?.name, MEMBERSHIP)) return undefined;
      const list = field(callee, 'object');
      const inList = list?.type === 'ArrayExpression' && nodes(list.elements).some(isCellName);
      return inList || nodes(node.arguments).some(isCellName) ? 'looks a cell up in a list' : undefined;
    }
    default:
      return undefined;
  }
}

const isIn = (name: unknown, names: readonly string[]): boolean => typeof name === 'string' && names.includes(name);

/** Names of edges and parameters that are taken apart: what they say is data in `settings/cells`. */
function nameBreaks(file: string, source: string): string[] {
  if (isRecord(file)) return [];
  const breaks: string[] = [];
  for (const { node } of walk(parse(file, source))) {
    const callee = field(node, 'callee');
    if (node.type !== 'CallExpression' || callee?.type !== 'MemberExpression') continue;
    const method = field(callee, 'property')?.name;
    const given = text(nodes(node.arguments)[0]) ?? '';
    const isParsed = (method === 'startsWith' && PREFIX.test(given)) || (method === 'split' && given === '_');
    if (isParsed) breaks.push(`${file} takes the name of an edge apart`);
  }
  return breaks;
}

const roomOf = (file: string): string => file.split('/')[0] ?? '';

/** Breaks of the arrows in one file, named relative to src; `crossed` collects the arrows that are used. */
function arrowBreaks(file: string, source: string, crossed: string[] = []): string[] {
  const from = roomOf(file);
  const room = file === MAIN ? EVERYTHING : ROOMS[from];
  if (room === undefined || (file !== MAIN && !file.includes('/'))) return [`${file} is in no room`];
  const breaks: string[] = [];
  for (const { node } of walk(parse(file, source))) {
    const found = importOf(node);
    if (found === undefined) continue;
    const { target, typeOnly } = found;
    if (target === undefined) {
      if (file !== BY_ADDRESS) breaks.push(`${file} imports something that is not a plain string`);
    } else if (!target.startsWith('.')) {
      if (!room.packages?.test(target)) breaks.push(`${file} imports the package ${target}`);
    } else {
      const to = posix.join(posix.dirname(file), target);
      if (roomOf(to) === from) continue;
      crossed.push(`${from} → ${roomOf(to)}`);
      const rooms = [...room.imports, ...(typeOnly ? (room.types ?? []) : [])];
      const allowed = room === EVERYTHING || rooms.includes(roomOf(to));
      if (!allowed) breaks.push(`${file} imports ${typeOnly ? 'types of ' : ''}${to}`);
    }
  }
  return breaks;
}

/** Arrows between the folders inside `views` that VIEW_FOLDERS does not have; the loose files put the folders together. */
function viewBreaks(file: string, source: string): string[] {
  const [room, from, inside] = file.split('/');
  if (room !== 'views' || from === undefined || inside === undefined) return [];
  const allowed = VIEW_FOLDERS[from];
  if (allowed === undefined) return [`${file} is in no folder of views`];
  const breaks: string[] = [];
  for (const { node } of walk(parse(file, source))) {
    const target = importOf(node)?.target;
    if (!target?.startsWith('.')) continue;
    const to = posix.join(posix.dirname(file), target);
    const folder = to.split('/')[1] ?? '';
    if (roomOf(to) !== 'views' || folder === from) continue;
    if (![...VIEW_BASE, ...allowed].includes(folder)) breaks.push(`${file} imports ${to}`);
  }
  return breaks;
}

/** A name that is only a key (`a.window`, `{ window: 1 }`, a member of a type) is no use of the global. */
function isKey(parent: Node | undefined, key: string): boolean {
  if (parent === undefined || parent.computed === true) return false;
  if (parent.type === 'MemberExpression') return key === 'property';
  const keyed = ['Property', 'MethodDefinition', 'PropertyDefinition', 'TSPropertySignature', 'TSMethodSignature'];
  return keyed.includes(parent.type) && key === 'key' && parent.shorthand !== true;
}

/** Uses of clocks, chance, the page, and functions whose last bits nobody promises. */
function purityBreaks(file: string, source: string): string[] {
  if (!PURE.includes(roomOf(file))) return [];
  const breaks: string[] = [];
  for (const { node, parent, key, own } of walk(parse(file, source))) {
    if ((node.type === 'BinaryExpression' && node.operator === '**') || node.operator === '**=') {
      breaks.push(`${file} uses **`);
    }
    const name = String(node.name);
    if (node.type !== 'Identifier' || isKey(parent, key) || own.has(name)) continue;
    if (BANNED_GLOBALS.has(name)) breaks.push(`${file} uses ${name}`);
    if (name !== 'Math') continue;
    const member = parent?.type === 'MemberExpression' && key === 'object' ? field(parent, 'property') : undefined;
    const used = parent?.computed === true ? text(member) : member?.name;
    if (used === undefined) breaks.push(`${file} uses Math otherwise than as Math.name`);
    else if (BANNED_MATH.has(String(used))) breaks.push(`${file} uses Math.${used}`);
  }
  return breaks;
}

function lengthBreaks(file: string, source: string): string[] {
  const lines = source.replace(/\n$/, '').split('\n').length;
  return lines > MAX_LINES ? [`${file} has ${lines} lines`] : [];
}

/** Folders with no row of a table in the README: `| `src/math` | …` or `| math | …`, linked or not. */
function tableBreaks(folders: readonly string[], readme: string): string[] {
  const cells = readme.split('\n').flatMap((line) => /^\|([^|]*)\|/.exec(line)?.[1] ?? []);
  const rooms = cells.map((cell) => cell.replace(/\]\(.*\)/, '').replace(/[`[\]\s]|src\/|\/$/g, ''));
  return folders.filter((folder) => !rooms.includes(folder.replace(/\/$/, '')));
}

const src = join(import.meta.dirname, '..', 'src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));
const code = files.filter((file) => /\.(ts|tsx|mts|js|jsx|mjs)$/.test(file) && !file.endsWith('.d.ts'));
const sources = code.map((file) => [file, readFileSync(join(src, file), 'utf8')] as const);
const folders = readdirSync(src, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe('src', () => {
  it('has every room, with files in it, and no other folder', () => {
    const rooms = Object.keys(ROOMS);
    expect([...folders].sort()).toEqual(rooms.sort());
    expect(rooms.filter((room) => !code.some((file) => roomOf(file) === room))).toEqual([]);
    expect(code).toContain(MAIN);
    expect(code).toContain(BY_ADDRESS);
  });

  it('keeps to the arrows', () => {
    const crossed: string[] = [];
    expect(sources.flatMap(([file, source]) => arrowBreaks(file, source, crossed))).toEqual([]);
    // The arrows without which there would be no app: a scan that misses them sees nothing.
    const vital = ['engine → math', 'worker → engine', 'store → worker', 'views → store', 'main.tsx → views'];
    expect(vital.filter((arrow) => !crossed.includes(arrow))).toEqual([]);
  });

  it('keeps to the arrows between the folders of views', () => {
    expect(sources.flatMap(([file, source]) => viewBreaks(file, source))).toEqual([]);
    const used = code.filter((file) => file.split('/').length > 2 && roomOf(file) === 'views');
    expect([...new Set(used.map((file) => file.split('/')[1]))].sort()).toEqual(Object.keys(VIEW_FOLDERS).sort());
  });

  it('keeps clocks, chance, the page and inexact functions out of math and engine', () => {
    expect(sources.flatMap(([file, source]) => purityBreaks(file, source))).toEqual([]);
  });

  it(`has no file of more than ${MAX_LINES} lines`, () => {
    const styles = files.filter((file) => file.endsWith('.css'));
    const all = [...sources, ...styles.map((file) => [file, readFileSync(join(src, file), 'utf8')] as const)];
    expect(all.flatMap(([file, source]) => lengthBreaks(file, source))).toEqual([]);
  });

  it('lists every room in the table of src/README.md', () => {
    const readme = join(src, 'README.md');
    expect(existsSync(readme), 'src/README.md is missing').toBe(true);
    expect(tableBreaks(folders, readFileSync(readme, 'utf8'))).toEqual([]);
  });
});

describe('cells', () => {
  it('are asked for nowhere outside their records', () => {
    expect(sources.flatMap(([file, source]) => cellBreaks(file, source))).toEqual([]);
  });

  it('have edges whose names nobody takes apart', () => {
    expect(sources.flatMap(([file, source]) => nameBreaks(file, source))).toEqual([]);
  });
});

describe('rejects a rule violation', () => {
  it.each([
    ['math/a.ts', `import { b } from '../settings/b';`],
    ['settings/a.ts', `import type { b } from '../engine/b';`],
    ['engine/a.ts', `import {\n  b,\n  c,\n} from '../worker/b';`],
    ['engine/deep/a.ts', `export * from '../../views/b';`],
    ['engine/a.ts', `export { b } from '../store/b';`],
    ['worker/a.ts', `import { b } from '../math/b';`],
    ['store/a.ts', `import { b } from '../engine/b';`],
    ['store/a.ts', `import { type b } from '../engine/b';`],
    ['charts/a.ts', `import type { b } from '../store/b';`],
    ['charts/a.ts', `import { useMemo } from 'react';`],
    ['views/a.tsx', `const b = () => import('../engine/b');`],
    ['views/a.tsx', `const b = (name: string) => import(name);`],
    ['views/a.tsx', `const b = new Worker(new URL('../worker/b.worker.ts', import.meta.url), { type: 'module' });`],
    ['views/a.tsx', `const b = import.meta.glob('../engine/*.ts');`],
    ['views/a.tsx', `let b: import('../worker/b').B;`],
    ['story/a.ts', `import { b } from 'react';`],
    ['cli/a.ts', `import '../store/b';`],
    ['helpers/a.ts', ''],
    ['helper.ts', ''],
  ])('an arrow: %s, %s', (file, source) => {
    expect(arrowBreaks(file, source)).toHaveLength(1);
  });

  it.each([
    [
      'engine/a.ts',
      `import { b } from '../math/b';\nimport type { c } from '../settings/c';\nimport { d } from './d';`,
    ],
    ['worker/a.ts', `import type { b } from '../math/b';\nnew Worker(new URL('./b.worker.ts', import.meta.url));`],
    ['store/a.ts', `import type { b } from '../engine/b';\nimport { create } from 'zustand';`],
    ['views/a.tsx', `// import '../engine/b'\nconst b = <p>it's "import('../engine/b')"</p>;`],
    ['main.tsx', `import { b } from './engine/b';\nimport './page.css';`],
  ])('and accepts what is allowed: %s, %s', (file, source) => {
    expect(arrowBreaks(file, source)).toEqual([]);
  });

  it.each([
    ['views/cell/a.tsx', `import { b } from '../panel/b';`],
    ['views/lag/a.tsx', `import { b } from '../weights/b';`],
    ['views/lag/a.tsx', `import type { b } from '../weights/b';`],
    ['views/weights/a.tsx', `const b = () => import('../chart/b');`],
    ['views/common/a.tsx', `export { b } from '../frame/b';`],
    ['views/words/a.tsx', `import { b } from '../panel/b';`],
    ['views/gates/a.tsx', `import { b } from '../App';`],
    ['views/elsewhere/a.tsx', ''],
  ])('an arrow inside views: %s, %s', (file, source) => {
    expect(viewBreaks(file, source)).toHaveLength(1);
  });

  it.each([
    ['views/cell/a.tsx', `import { b } from './b';\nimport { c } from '../common/c';\nimport { d } from '../words/d';`],
    ['views/lag/a.tsx', `import { b } from '../controls/b';\nimport { c } from '../../store/c';`],
    ['views/App.tsx', `import { b } from './panel/b';`],
  ])('but not on what a folder may import: %s, %s', (file, source) => {
    expect(viewBreaks(file, source)).toEqual([]);
  });

  it.each([
    ...[...BANNED_MATH].map((name) => `Math.${name}(1)`),
    `Math['exp'](1)`,
    'const { exp } = Math;',
    'const m = Math;',
    'const a = 2 ** 3;',
    'let a = 2; a **= 3;',
    'const a = Date.now();',
    'const a = new Date();',
    'const a = performance.now();',
    'window.scrollTo(0, 0);',
    'const a = document.title;',
    'const a = globalThis.crypto;',
    'const a = (b = window) => b;',
    'const a = (window: Window) => 1; window;',
  ])('an impurity: %s', (source) => {
    expect(purityBreaks('engine/a.ts', source)).toHaveLength(1);
    expect(purityBreaks('math/a.ts', source)).toHaveLength(1);
    expect(purityBreaks('views/a.ts', source)).toEqual([]);
  });

  it.each([
    'Math.sqrt(Math.abs(-2))',
    'const a = { window: 3 }; a.window;',
    'const a = (window: number) => window + 1;',
    'const a = () => { const { window } = b; return window; };',
    '// Math.exp(1) ** 2',
    `'Date.now()'`,
  ])('and accepts what is pure: %s', (source) => {
    expect(purityBreaks('engine/a.ts', source)).toEqual([]);
  });

  it.each([
    `if (network.cell === 'lstm') run();`,
    `const a = 'rnn' !== cell;`,
    `const a = (cell: string) => (cell == 'gru' ? 1 : 2);`,
    `switch (trace.cell) { case 'gru': run(); }`,
    `const a = { rnn: 1, ...b };`,
    `const a = { 'lstm': () => 1 };`,
    `const a = ['rnn', 'gru'].includes(cell);`,
    `const a = cells.indexOf('lstm');`,
  ])('a question which cell it is: %s', (source) => {
    for (const room of ['engine', 'cli', 'views', 'story', 'charts', 'store', 'settings', 'worker', 'math'])
      expect(cellBreaks(`${room}/a.ts`, source)).toHaveLength(1);
    expect(cellBreaks('engine/cells/a.ts', source)).toEqual([]);
  });

  it.each([
    `const a = { cell: 'lstm', steps: 60 };`,
    `const a = cellOf(network.cell).forward(network);`,
    `const a = CELLS[cell].edges;`,
    `if (linear.hasCell) run();`,
    `let a: Record<'rnn' | 'lstm', number>;`,
    `// cell === 'rnn'`,
  ])('and accepts what says it, or looks its record up: %s', (source) => {
    expect(cellBreaks('engine/a.ts', source)).toEqual([]);
  });

  it.each([`edge.startsWith('R_');`, `name.startsWith('p_o');`, `const [, gate] = edge.split('_');`])(
    'an edge’s name that is taken apart: %s',
    (source) => {
      expect(nameBreaks('views/a.ts', source)).toHaveLength(1);
      expect(nameBreaks('story/cells/a.ts', source)).toEqual([]);
      expect(nameBreaks('views/a.ts', `name.startsWith('step.'); name.split('.'); kindOf(edge);`)).toEqual([]);
    },
  );

  it('a file that is too long', () => {
    expect(lengthBreaks('math/a.ts', 'a;\n'.repeat(MAX_LINES))).toEqual([]);
    expect(lengthBreaks('math/a.ts', 'a;\n'.repeat(MAX_LINES + 1))).toHaveLength(1);
  });

  it('a room that is not in the table', () => {
    const readme = 'math engine\n\n| room | holds |\n| --- | --- |\n| `src/math` | engine |\n| [store](store/) | |\n';
    expect(tableBreaks(['math', 'store', 'engine'], readme)).toEqual(['engine']);
  });

  it('a file that does not parse', () => {
    expect(() => arrowBreaks('math/a.ts', 'const = 1;')).toThrow('does not parse');
  });
});
