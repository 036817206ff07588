/** `npm run trace -- '#link' [--json]`: the numbers behind a link, without a page; the same run as the page's, so the same bits. */
import type { SeriesName } from '../engine/batches';
import { decodeLink } from '../settings/link';
import { type TracedRun, traceLink } from './tracedRun';

const args = process.argv.slice(2);
const json = args.includes('--json');
const link = args.find((arg) => arg !== '--json') ?? '#';
const { panes, notices } = decodeLink(link.slice(Math.max(0, link.indexOf('#'))));
for (const notice of notices) console.error(notice);
const traced = panes.map((pane) => traceLink(pane));
if (json) console.log(JSON.stringify(traced.length === 1 ? traced[0] : traced));
else for (const run of traced) print(run);

function print(run: TracedRun): void {
  const { steps, size, edges } = run;
  console.log(
    `${steps} steps, ${size} units; log10 of norms, vectors against the loss gradient; –: exactly zero, or not defined`,
  );
  for (const { edge, radius, norm } of run.spectra)
    console.log(`${edge}: spectral radius ${radius}, spectral norm ${norm}`);
  const { left, holdsFromStep } = run.digits;
  console.log(`digits of |g| that hold: ${left.toFixed(1)} at step 1; at least one from step ${holdsFromStep} on`);
  if (run.atRest !== null) console.log(`at rest: max|mu| ${run.atRest}`);
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
  console.log(head.map((cell) => cell.padStart(11)).join(''));
  for (let step = 0; step < steps; step++) {
    const cells = columns.map(([, name]) => cell(run.series[name]?.[step]));
    const crossings = run.crossings === null ? [] : edges.map((edge) => cell(run.crossings?.[edge]?.[step]));
    console.log([String(step + 1), ...cells, ...crossings].map((text) => text.padStart(11)).join(''));
  }
}

function cell(value: number | null | undefined): string {
  return typeof value === 'number' ? value.toFixed(4) : '–';
}
