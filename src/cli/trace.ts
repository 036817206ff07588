/**
 * `npm run trace -- 'LINK' [--json]`: the numbers behind a link, without a page; the same run as the page's, so the same bits. With `--model`:
 * those of a trained network.
 */

import { secondRunOf } from '../script/gatheredRun';
import { decodeLink } from '../settings/link';
import type { Settings } from '../settings/settings';
import { digitsOf, digitsOfLogs } from '../story/digits';
import { exactly } from '../story/format';
import { columnsOf } from '../story/taken/columns';
import type { RunNumbers, TracedRun } from '../story/taken/run';
import { NotUnderstood, print, runCommand } from './commandLine';
import { linkIn } from './linkArgument';
import { MODEL_OPTIONS, traceModel } from './modelTrace';
import { traceLink } from './tracedRun';

const usage = `usage: npm run trace -- 'LINK' [--json]
       npm run trace -- --model FILE --list [--json]
       npm run trace -- --model FILE --inputs FILE [--layer l1_reverse] [--loss half-squared --target 0.87] [--json]

Prints every curve behind a link: the address of a page, or what follows its #, in quotes. Without a link, the page as it opens.
With --model, one layer and direction of a trained network instead, and the gradient that reaches it.

  --json          JSON instead: log10 of each norm by step; null: exactly zero, or not defined
  --model FILE    a trained network, as docs/formats.md says
  --list          its recurrent layers
  --inputs FILE   .csv (header or not), .json, .npy or .npz: [T × M], or a batch [B × T × M]
  --sequence K    the sequence of a batch, from 1 on (1)
  --layer NAME    as --list has it (the first)
  --loss NAME     half-squared or cross-entropy, of the head at the last step; last or every: on the output itself
                  (half-squared where there is a target, else last)
  --target X      a number, or numbers with commas; a class from 0 on for cross-entropy
  --head NAME     the linear head, where there are several
  --activation A  tanh or relu: that of an nn.RNN, which a state dict does not tell (tanh)
  -h, --help      this

exit code: 0, 1 if the run fails or a file cannot be read, 2 if the arguments are not understood`;

await runCommand(
  { name: 'trace', usage, options: { json: { type: 'boolean' }, ...MODEL_OPTIONS }, operand: 'link', mostOperands: 1 },
  async ({ values, operands: [link] }) => {
    const { model, json, ...others } = values;
    if (model !== undefined && link !== undefined)
      throw new NotUnderstood(
        `Either a link or --model: both were given, ${JSON.stringify(link)} and ${JSON.stringify(model)}.`,
      );
    if (model !== undefined) return traceModel({ ...values, model });
    const [stray] = Object.keys(others);
    if (stray !== undefined) throw new NotUnderstood(`--${stray} is of a --model FILE, and none was given.`);
    if (link === undefined) console.error('No link was given; the page as it opens is used.');
    const { panes, notices } = decodeLink(linkIn(link ?? ''));
    for (const notice of notices) console.error(notice);
    const traced = panes.map((pane) => traceLink(pane));
    if (json) await print(JSON.stringify(traced.length === 1 ? traced[0] : traced));
    else {
      for (const [index, run] of traced.entries())
        for (const line of linesOf(run, secondRunOf(panes[index] as Settings))) await print(line);
    }
    return 0;
  },
);

/** With no more digits than hold; the second run shows how many. */
function* linesOf(run: TracedRun, second: RunNumbers): Generator<string, void> {
  const { steps, size, edges } = run;
  yield `${steps} steps, ${size} units; log10 of norms, vectors against the loss gradient; –: exactly zero, or not defined`;
  const spectra = new Map(second.info.spectra.map((spectrum) => [spectrum.edge, spectrum]));
  for (const { edge, radius, norm } of run.spectra) {
    const other = spectra.get(edge);
    yield `${edge}: spectral radius ${exactly(radius, other?.radius)}, spectral norm ${exactly(norm, other?.norm)}`;
  }
  const { left, holdsFromStep } = run.digits;
  yield `digits of |g| that hold: ${left.toFixed(1)} at step 1, at least one from step ${holdsFromStep} on; ~: none holds (two runs that differ in their last bits part)`;
  if (run.atRest !== null) yield `at rest: max|mu| ${exactly(run.atRest, second.info.atRest ?? undefined)}`;
  const columns = columnsOf(edges, (name) => run.series[name] !== undefined);
  const head = [
    't',
    ...columns.map(([name]) => name),
    ...(run.crossings === null ? [] : edges.map((edge) => `x ${edge}`)),
  ];
  yield head.map((cell) => cell.padStart(11)).join('');
  for (let step = 0; step < steps; step++) {
    const cells = columns.map(([, name]) => {
      const value = run.series[name]?.[step];
      return cell(value, digitsOfLogs(value ?? Number.NaN, second.series.get(name)?.[step]));
    });
    const crossings = (run.crossings === null ? [] : edges).map((edge) => {
      const value = run.crossings?.[edge]?.[step];
      const digits = digitsOf(value ?? Number.NaN, second.crossings.get(edge)?.[step]);
      // Digits of the number itself, and not of the size whose log10 it is.
      return cell(value, digits, Math.floor(digits - Math.max(0, Math.log10(Math.abs(value || 1)))));
    });
    yield [String(step + 1), ...cells, ...crossings].map((text) => text.padStart(11)).join('');
  }
}

/** With four decimals, or as many as hold; `~` before a number of which no digit does. */
function cell(value: number | null | undefined, digits: number, decimals = Math.floor(digits)): string {
  if (typeof value !== 'number') return '–';
  return digits < 1 ? `~${value.toFixed(0)}` : value.toFixed(Math.max(0, Math.min(4, decimals)));
}
