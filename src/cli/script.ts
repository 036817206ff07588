/** `npm run script`: PyTorch's own answer to the numbers behind a link, or of a trained network, as two files to run anywhere. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { linkScript } from '../script/linkScript';
import { modelScript } from '../script/modelScript';
import type { ScriptFile } from '../script/scriptFiles';
import { decodeLink } from '../settings/link';
import { NotUnderstood, print, runCommand } from './commandLine';
import { linkIn } from './linkArgument';
import { MODEL_OPTIONS, type ModelFlags, readAsked } from './modelTrace';
import { writeFiles } from './writeFiles';

const usage = `usage: npm run script -- 'LINK' --out DIR [--force]
       npm run script -- --model FILE --inputs FILE [--layer l1_reverse] [--loss half-squared --target 0.87] --out DIR [--force]

Writes reproduce.py and network.npz: "python3 reproduce.py", with numpy and torch, runs the network step by step, gets every gradient by
autograd, and compares. One JSON object per line: {"name", "ours", "autograd", "difference"}. It exits with 1 above 1e-9, or above what the
digits that hold allow. Without a link, the page as it opens; of a link to two networks, the first.

  --out DIR       the folder to write to; it is made where it is not there
  --force         overwrites the two files
  --model FILE    a trained network instead: all layers and directions of the stack that --layer is in (the first)
  --inputs, --sequence, --layer, --loss, --target, --head, --activation
                  as "npm run trace -- --help" says
  -h, --help      this

exit code: 0, 1 if the run fails or a file cannot be read or written, 2 if the arguments are not understood`;

const { list: _, ...FILE_OPTIONS } = MODEL_OPTIONS;

await runCommand(
  {
    name: 'script',
    usage,
    options: { out: { type: 'string' }, force: { type: 'boolean' }, ...FILE_OPTIONS },
    operand: 'link',
    mostOperands: 1,
  },
  async ({ values: { out, force = false, model, ...flags }, operands: [link] }) => {
    if (out === undefined || out === '') throw new NotUnderstood('--out DIR is missing: the folder to write to.');
    if (model !== undefined && link !== undefined)
      throw new NotUnderstood(
        `Either a link or --model: both were given, ${JSON.stringify(link)} and ${JSON.stringify(model)}.`,
      );
    const [stray] = Object.keys(flags);
    if (model === undefined && stray !== undefined)
      throw new NotUnderstood(`--${stray} is of a --model FILE, and none was given.`);
    const template = readFileSync(new URL('../script/reproduce.py', import.meta.url), 'utf8');
    const files = model === undefined ? ofLink(link, template) : await ofModel({ ...flags, model }, template);
    for (const line of writeFiles(out, files, force)) await print(line);
    return 0;
  },
);

function ofLink(link: string | undefined, template: string): readonly ScriptFile[] {
  if (link === undefined) console.error('No link was given; the page as it opens is used.');
  const { panes, notices } = decodeLink(linkIn(link ?? ''));
  for (const notice of notices) console.error(notice);
  const [settings] = panes;
  if (settings.file !== '' || settings.data !== '')
    throw new NotUnderstood(
      `The link is about ${settings.fileName || settings.dataName || 'a file'}, which it does not hold: give it with --model FILE --inputs FILE.`,
    );
  return linkScript(settings, template);
}

async function ofModel(flags: ModelFlags, template: string): Promise<readonly ScriptFile[]> {
  const { model, layer, sequence, loss } = await readAsked(flags);
  const about = `Of ${basename(flags.model)}: all layers and directions, on ${flags.inputs === undefined ? 'the inputs in it' : basename(flags.inputs)}.`;
  return modelScript({ model, stack: layer.stack, sequence, loss }, about, template);
}
