/** `npm run script -- 'LINK' --out DIR`: PyTorch's own answer to the numbers behind a link, or of a trained network, to run elsewhere. */
import { readFileSync } from 'node:fs';
import { linkScript } from '../script/linkScript';
import { decodeLink } from '../settings/link';
import { NotUnderstood, print, runCommand } from './commandLine';
import { linkIn } from './linkArgument';
import { writeFiles } from './writeFiles';

const usage = `usage: npm run script -- 'LINK' --out DIR [--force]`;

await runCommand(
  {
    name: 'script',
    usage,
    options: { out: { type: 'string' }, force: { type: 'boolean' } },
    operand: 'link',
    mostOperands: 1,
  },
  async ({ values: { out, force = false }, operands: [link] }) => {
    if (out === undefined) throw new NotUnderstood('--out is missing: the folder to write to.');
    const template = readFileSync(new URL('../script/reproduce.py', import.meta.url), 'utf8');
    const { panes, notices } = decodeLink(linkIn(link ?? ''));
    for (const notice of notices) console.error(notice);
    for (const line of writeFiles(out, linkScript(panes[0], template), force)) await print(line);
    return 0;
  },
);
