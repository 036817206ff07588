/** `npm run trace -- 'LINK' [--json]`: the numbers behind a link, without a page; the same run as the page's, so the same bits. */
import type { SeriesName } from '../engine/batches';
import { decodeLink } from '../settings/link';
import { print, runCommand } from './commandLine';
import { linkIn } from './linkArgument';
import { type TracedRun, traceLink } from './tracedRun';

const usage = `usage: npm run trace -- 'LINK' [--json]

Prints every curve behind a link: the address of a page, or what follows its #, in quotes. Without a link, the page as it opens.

  --json      JSON instead: log10 of each norm by step; null: exactly zero, or not defined
  -h, --help  this

exit code: 0, 1 if the run fails, 2 if the arguments are not understood`;

await runCommand(
  { name: 'trace', usage, options: { json: { type: 'boolean' } }, operand: 'link', mostOperands: 1 },
  async ({ values: { json }, operands: [link] }) => {
    if (link === undefined) console.error('No link was given; the page as it opens is used.');
    const { panes, notices } = decodeLink(linkIn(link ?? ''));
    for (const notice of notices) console.error(notice);
    const traced = panes.map((pane) => traceLink(pane));
    if (json) await print(JSON.stringify(traced.length === 1 ? traced[0] : traced));
    else for (const run of traced) for (const line of linesOf(run)) await print(line);
    return 0;
  },
);

function* linesOf(run: TracedRun): Generator<string, void> {
  const { steps, size, edges } = run;
  yield `${steps} steps, ${size} units; log10 of norms, vectors against the loss gradient; –: exactly zero, or not defined`;
  for (const { edge, radius, norm } of run.spectra) yield `${edge}: spectral radius ${radius}, spectral norm ${norm}`;
  const { left, holdsFromStep } = run.digits;
  yield `digits of |g| that hold: ${left.toFixed(1)} at step 1; ~: a step at which none does (two runs that differ in their last bits part)`;
  if (run.atRest !== null) yield `at rest: max|mu| ${run.atRest}`;
  const columns: [string, SeriesName][] = [
    ['|g|', 'g'],
    ...(edges.includes('cec')
      ? ([
          ['|dc|', 'c'],
          ['|dy|', 'y'],
        ] as [string, SeriesName][])
      : ([['|dh|', 'y']] as [string, SeriesName][])),
    ...edges.flatMap((edge) => [
      [`${edge} arr`, `arriving.${edge}`] as [string, SeriesName],
      [`${edge} alone`, `alone.${edge}`] as [string, SeriesName],
    ]),
    ['step', 'step.state'],
    ...(edges.includes('cec') ? ([['c to c', 'step.cellToCell']] as [string, SeriesName][]) : []),
    ...edges.map((edge) => [`${edge} step`, `step.${edge}`] as [string, SeriesName]),
    ['cumul', 'cumulative.state'],
    ...edges.map((edge) => [`${edge} path`, `path.${edge}`] as [string, SeriesName]),
    ...(run.series.ghost === undefined
      ? []
      : ([
          ['ghost', 'ghost'],
          ['gh.cumul', 'cumulative.ghost'],
        ] as [string, SeriesName][])),
  ];
  const head = [
    't',
    ...columns.map(([name]) => name),
    ...(run.crossings === null ? [] : edges.map((edge) => `x ${edge}`)),
  ];
  yield head.map((cell) => cell.padStart(11)).join('');
  for (let step = 0; step < steps; step++) {
    const cells = columns.map(([, name]) => cell(run.series[name]?.[step]));
    const crossings = run.crossings === null ? [] : edges.map((edge) => cell(run.crossings?.[edge]?.[step]));
    const name = `${step + 1 < holdsFromStep ? '~' : ''}${step + 1}`;
    yield [name, ...cells, ...crossings].map((text) => text.padStart(11)).join('');
  }
}

function cell(value: number | null | undefined): string {
  return typeof value === 'number' ? value.toFixed(4) : '–';
}
