/** How the commands read their arguments, and find the link in one. */
import { describe, expect, it } from 'vitest';
import { type Command, codeOf, messageOf, NotUnderstood, readArguments } from '../../src/cli/commandLine';
import { linkIn } from '../../src/cli/linkArgument';
import { decodeLink } from '../../src/settings/link';

const options = { json: { type: 'boolean' }, only: { type: 'string' } } as const;
const none: Command<typeof options> = { name: 'claims', usage: '', options };
const one: Command<typeof options> = { name: 'trace', usage: '', options, operand: 'link', mostOperands: 1 };
const many: Command<typeof options> = { name: 'reference', usage: '', options, operand: 'FILE' };

const refusal = (command: Command<typeof options>, ...args: string[]): string => {
  try {
    readArguments(command, args);
  } catch (error) {
    expect(error).toBeInstanceOf(NotUnderstood);
    return (error as Error).message;
  }
  throw new Error('it was taken');
};

describe('arguments', () => {
  it('options and operands in any order', () => {
    expect(readArguments(one, ['--json', '#v=1'])).toEqual({ help: false, values: { json: true }, operands: ['#v=1'] });
    expect(readArguments(one, ['#v=1', '--json']).values.json).toBe(true);
    expect(readArguments(none, ['--only', 'W1,W2']).values).toEqual({ only: 'W1,W2' });
    expect(readArguments(none, ['--only=W1']).values).toEqual({ only: 'W1' });
    expect(readArguments(many, ['a', 'b', 'c']).operands).toEqual(['a', 'b', 'c']);
    expect(readArguments(many, ['--', '-odd.json']).operands).toEqual(['-odd.json']);
    expect(readArguments(none, [])).toEqual({ help: false, values: {}, operands: [] });
  });

  it.each(['--help', '-h'])('%s, whatever else is there', (flag) => {
    expect(readArguments(none, [flag])).toMatchObject({ help: true });
    expect(readArguments(one, ['a', 'b', flag, '--json'])).toMatchObject({ help: true });
  });

  it.each<[string, Command<typeof options>, string[], string]>([
    ['an unknown flag', none, ['--jsn'], "'--jsn'"],
    ['an unknown letter', none, ['-j'], "'-j'"],
    ['a value that it does not take', none, ['--json=yes'], "'--json'"],
    ['a value that is missing', none, ['--only'], "'--only"],
    ['an operand where there are none', none, ['W1'], '"W1"'],
    ['a second link', one, ['#v=1', '#v=1&r=2'], 'link "#v=1&r=2"'],
  ])('refuses %s in one sentence that names it', (_, command, args, named) => {
    const sentence = refusal(command, ...args);
    expect(sentence).toContain(named);
    expect(sentence).toContain(`npm run ${command.name} -- --help`);
    expect(sentence.match(/\.(\s|$)/g)).toHaveLength(1);
  });
});

describe('errors', () => {
  it('have an exit code each', () => {
    expect(codeOf(new NotUnderstood('what'))).toBe(2);
    expect(codeOf(new RangeError('too large'))).toBe(1);
  });

  it('are reported in one line', () => {
    expect(messageOf(new Error('one\n   two'))).toBe('one two');
    expect(messageOf('thrown as it is')).toBe('thrown as it is');
  });
});

describe('the link in an argument', () => {
  const textOf = (argument: string): string | undefined => decodeLink(linkIn(argument)).panes[0].text;

  it.each([
    ['#v=1&in=text&text=a#b'],
    ['v=1&in=text&text=a#b'],
    ['http://127.0.0.1:5173/#v=1&in=text&text=a#b'],
    ['https://example.org/gradient-carousel/index.html#v=1&in=text&text=a#b'],
    ['127.0.0.1:5173/#v=1&in=text&text=a#b'],
    ['in=text&text=a#b'],
    ['#v=1&in=text&text=a%23b'],
  ])('%s: the text is a#b', (argument) => {
    expect(textOf(argument)).toBe('a#b');
    expect(decodeLink(linkIn(argument)).notices).toEqual([]);
  });

  it('may begin with a # of its own, and with the second pane', () => {
    expect(textOf('#v=1&in=text&text=#a#')).toBe('#a#');
    expect(decodeLink(linkIn('2.r=3&in=text&text=a#b')).panes).toHaveLength(2);
  });

  it('is empty where there is none', () => {
    expect(decodeLink(linkIn('')).notices).toEqual([]);
    expect(decodeLink(linkIn('http://127.0.0.1:5173/#')).notices).toEqual([]);
  });
});
