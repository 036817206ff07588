/** `docs/links.md` is written from the table of settings; `npx vitest run --project unit tests/links.test.ts -u` writes it anew. */
import { expect, it } from 'vitest';
import { AFFECTS } from '../src/settings/affects';
import { LINK_NAMES } from '../src/settings/linkNames';
import type { AnySpec } from '../src/settings/spec';
import { SETTING_KEYS, SPECS } from '../src/settings/specs';
import { formatSetting } from '../src/settings/validate';

function values(spec: AnySpec): string {
  if (spec.kind === 'number') {
    const unit = spec.unit === undefined ? '' : ` ${spec.unit}`;
    return `${spec.min} to ${spec.max}${unit}${spec.integer ? ', whole' : ''}`;
  }
  if (spec.kind === 'flag') return '`0`, `1`';
  if (spec.kind === 'set') return `any of ${spec.members.map((one) => `\`${one}\``).join(', ')}`;
  if (spec.kind === 'text') return `text of up to ${spec.maxLength} characters`;
  return spec.options
    .map(({ value, label }) => (label === value ? `\`${value}\`` : `\`${value}\` (${label})`))
    .join(', ');
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

function rowOf(spec: AnySpec): string {
  const text = formatSetting(spec, spec.default);
  return `| \`${spec.urlKey}\` | ${cell(spec.help)} | ${cell(values(spec))} | ${text === '' ? '–' : `\`${text}\``} |`;
}

const tableOf = (specs: readonly AnySpec[]): string =>
  ['| key | what | values | default |', '| --- | --- | --- | --- |', ...specs.map(rowOf)].join('\n');

function documentOf(): string {
  const drawn = SETTING_KEYS.filter((key) => AFFECTS[key] === 'drawing');
  const computed = SETTING_KEYS.filter((key) => AFFECTS[key] !== 'drawing');
  return `# What a link holds

A link is the page's address and, behind \`#\`, keys with values: \`#v=3&bf=5&r=2\`. What equals its default is left out. A link gives the same
numbers on every machine, and for ever: \`v\` is the version of the keys, and older versions are read as they were meant.

* \`v=3\`: the version. A link without one, typed by hand, is read as one of the newest.
* \`2.\` before a key: the second pane of a comparison, stored as its differences from the first: \`#v=3&bf=5&2.net=rnn\`. \`panes=2\`: a second
  pane without a difference.
* \`step=50&u=3\`: the cell that is read, step and unit counted from 1.
* A value that is out of range, or no value at all, is named on the page, together with what was used instead.

## What is computed

${tableOf(computed.map((key) => SPECS[key]))}

## What is drawn

${tableOf(drawn.map((key) => SPECS[key]))}
`;
}

it('docs/links.md has every key of a link, with its range and default', async () => {
  const text = documentOf();
  for (const name of LINK_NAMES.filter((one) => !one.startsWith('2.')))
    expect(text).toMatch(new RegExp(`[\`&]${name}[\`=]`));
  await expect(text).toMatchFileSnapshot('../docs/links.md');
});
