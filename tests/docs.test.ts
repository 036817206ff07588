/**
 * Holds the documents to the repository: sections that are cited exist, links and names of files lead somewhere, and commands are
 * scripts of package.json. Every check is shown to find what it is for.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const SPEC = 'docs/gradient-flow.md';
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const filesIn = (folder: string, name: RegExp): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => name.test(file))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`);

const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'src/README.md',
  'tests/reference/README.md',
  ...filesIn('docs', /\.md$/),
];

/** Comments, joined where they go on in the next line. */
const unwrapped = (text: string): string => text.replace(/\s*\n[ \t]*(\*(?!\/)|\/\/)?[ \t]*/g, ' ');

interface Cited {
  readonly sections: readonly number[];
  /** Numbered items of the section. */
  readonly items: readonly number[];
}

const CITATION = /\bspec, sections? (\d+)(?: (?:and|to) (\d+))?(?:, items? (\d+)(?: (?:and|to) (\d+))?)?/gi;
/** Whatever else looks like one: `spec` section 2, the spec's section 2, (section 2) with nothing before it. */
const LOOSE = /\bspec\b.{0,5}\bsections?\b|\(sections? \d/gi;

function citations(text: string): Cited[] {
  const numbers = (...found: (string | undefined)[]): number[] => found.flatMap((one) => (one ? [Number(one)] : []));
  return [...unwrapped(text).matchAll(CITATION)].map(([, first, last, item, lastItem]) => ({
    sections: numbers(first, last),
    items: numbers(item, lastItem),
  }));
}

const looseCitations = (text: string): string[] =>
  [...unwrapped(text).matchAll(LOOSE)].map(([found]) => found).filter((found) => !/^spec, sections?$/i.test(found));

/** By the number of each section, how many numbered items it has. */
function sectionsOf(spec: string): Map<number, number> {
  const parts = spec.split(/^## (?=\d+ )/m).slice(1);
  return new Map(parts.map((part) => [Number.parseInt(part, 10), [...part.matchAll(/^\d+\. /gm)].length]));
}

function brokenCitations(text: string, sections: ReadonlyMap<number, number>): string[] {
  const isThere = ({ sections: cited, items }: Cited): boolean =>
    cited.every((section) => sections.has(section)) &&
    items.every((item) => item <= (sections.get(cited[0] ?? 0) ?? 0));
  return citations(text)
    .filter((cited) => !isThere(cited))
    .map(({ sections: cited, items }) => `section ${cited.join(', ')}, item ${items.join(', ')}`);
}

/** Headings as GitHub makes anchors of them. */
const anchorsOf = (markdown: string): string[] =>
  [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

function brokenLinks(file: string, markdown: string): string[] {
  const targets = [...markdown.matchAll(/\]\(([^()\s]+)\)/g)].map(([, target = '']) => target);
  return targets.filter((target) => {
    if (/^[a-z]+:/.test(target)) return false;
    const [path = '', anchor] = target.split('#');
    const to = path === '' ? file : join(dirname(file), path);
    if (!existsSync(join(ROOT, to))) return true;
    return anchor !== undefined && !anchorsOf(path === '' ? markdown : read(to)).includes(anchor);
  });
}

/** Names of files and folders in backticks: from the root, from `src`, or from where the document is. Patterns are left out. */
function missingFiles(file: string, markdown: string): string[] {
  const names = [...markdown.matchAll(/`([\w.-]+(?:\/[\w.-]+)*(?:\/|\.(?:tsx?|mjs|mts|css|json|md|yml|html|py)))`/g)];
  const places = [ROOT, join(ROOT, 'src'), join(ROOT, dirname(file))];
  return names.map(([, name = '']) => name).filter((name) => !places.some((place) => existsSync(join(place, name))));
}

/** What is typed after `npm run`, or as `npm start` and `npm test`. */
function unknownCommands(markdown: string, scripts: readonly string[]): string[] {
  const named = [...markdown.matchAll(/\bnpm (?:run (?!-)([\w:-]+)|(start|test)\b)/g)];
  return named.map(([, run, short]) => run ?? short ?? '').filter((name) => !scripts.includes(name));
}

const sections = sectionsOf(read(SPEC));
const sources = [...filesIn('src', /\.(tsx?|css|md)$/), ...filesIn('tests', /\.(tsx?|md)$/)]
  .filter((file) => !file.endsWith('docs.test.ts'))
  .map((file) => [file, read(file)] as const);
const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts);

describe('citations of the spec', () => {
  it('name sections and items that it has', () => {
    expect([...sections.keys()]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(sections.get(5)).toBe(8);
    expect(
      sources.flatMap(([file, text]) => brokenCitations(text, sections).map((cited) => `${file}: ${cited}`)),
    ).toEqual([]);
    expect(sources.filter(([, text]) => citations(text).length > 0).length).toBeGreaterThan(35);
  });

  it('are all written alike', () => {
    expect(sources.flatMap(([file, text]) => looseCitations(text).map((found) => `${file}: ${found}`))).toEqual([]);
  });

  it('are found, over two lines too', () => {
    expect(
      citations('/**\n * (spec,\n * section 5, items 6 and 7)\n */ // Spec, sections 2 and 3: spec table'),
    ).toEqual([
      { sections: [5], items: [6, 7] },
      { sections: [2, 3], items: [] },
    ]);
    expect(brokenCitations('(spec, section 9) (spec, section 5, item 9) (spec, section 5, item 8)', sections)).toEqual([
      'section 9, item ',
      'section 5, item 9',
    ]);
    expect(looseCitations("the spec's section 2, `spec` section 3 (section 4) (spec, section 5)")).toEqual([
      "spec's section",
      'spec` section',
      '(section 4',
    ]);
  });
});

describe.each(DOCUMENTS)('%s', (file) => {
  const markdown = read(file);

  it('links to what there is', () => expect(brokenLinks(file, markdown)).toEqual([]));
  it('names files that there are', () => expect(missingFiles(file, markdown)).toEqual([]));
  it('names commands that there are', () => expect(unknownCommands(markdown, scripts)).toEqual([]));
});

describe('README.md', () => {
  it('starts the app with its first command, and runs all tests with its second', () => {
    const block = /(?:^ {4}\S.*\n)+/m.exec(read('README.md'))?.[0] ?? '';
    expect(block.split('\n').map((line) => line.split('#')[0]?.trim())).toEqual(['npm start', 'npm test', '']);
  });

  it('names the command that CI runs, after the packages have been checked for known weaknesses', () => {
    const runs = [...read('.github/workflows/ci.yml').matchAll(/^\s*- run: (.*)$/gm)].map(([, run]) => run);
    expect(runs).toEqual(['npm audit --omit=dev', 'npm test']);
  });
});

describe('the checks of documents', () => {
  it('find a link that leads nowhere', () => {
    const markdown = '# A title, here\n[a](docs/none.md) [b](src/) [c](https://a.b/c) [d](#a-title-here) [e](#none)';
    expect(brokenLinks('README.md', markdown)).toEqual(['docs/none.md', '#none']);
    expect(brokenLinks('docs/a.md', '[a](../README.md) [b](README.md)')).toEqual(['README.md']);
  });

  it('find a file that there is not', () => {
    const markdown = '`src/none.ts` `math/scaled.ts` `src/engine/` `tests/*.ts` `W_x` `views/<name>/a.ts` `a/`';
    expect(missingFiles('README.md', markdown)).toEqual(['src/none.ts', 'a/']);
  });

  it('find a command that there is not', () => {
    expect(unknownCommands('npm test, npm run unit, npm run none -- --json, npm start', scripts)).toEqual(['none']);
  });
});
