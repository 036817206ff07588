/**
 * What the commands share: reading arguments, `--help`, exit codes, and output that its reader may stop reading.
 * Exit codes: 0, all is well; 1, something failed or disagrees; 2, the input was not understood.
 */
import { type ParseArgsConfig, parseArgs } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;

export interface Command<O extends Options> {
  /** As typed after `npm run`. */
  readonly name: string;
  /** What `--help` prints: how to call it, one line per option, the exit codes. */
  readonly usage: string;
  readonly options: O;
  /** What its operands (arguments that are not options) are, in the singular; without this it takes none. */
  readonly operand?: string;
  /** Any number of operands unless given. */
  readonly mostOperands?: number;
}

type Values<O extends Options> = ReturnType<typeof parseArgs<{ options: O }>>['values'];

export interface Given<O extends Options> {
  readonly help: boolean;
  readonly values: Values<O>;
  readonly operands: readonly string[];
}

/** Input that was not understood; the message is one sentence that names what. */
export class NotUnderstood extends Error {}

/** Errors: `NotUnderstood` on an unknown option, an option without its value, or an operand too many. */
export function readArguments<O extends Options>(command: Command<O>, args: readonly string[]): Given<O> {
  const { name, options, operand, mostOperands = operand === undefined ? 0 : Number.POSITIVE_INFINITY } = command;
  const refuse = (what: string): never => {
    throw new NotUnderstood(`${what}; "npm run ${name} -- --help" says what it takes.`);
  };
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
    const { help, ...own } = values as Values<O> & { help?: boolean };
    if (help !== true && positionals.length > mostOperands) {
      const extra = JSON.stringify(positionals[mostOperands]);
      refuse(
        operand === undefined
          ? `The argument ${extra} is not understood`
          : `The ${operand} ${extra} is one too many: ${name} takes ${mostOperands}`,
      );
    }
    return { help: help === true, values: own as unknown as Values<O>, operands: positionals };
  } catch (error) {
    if (error instanceof NotUnderstood) throw error;
    // Node adds advice after its first sentence, which is the one that names the option.
    return refuse(messageOf(error).split(/\.\s/)[0] as string);
  }
}

/** Runs a command on this process's arguments; `run` gives the exit code. Whatever it throws is reported in one sentence. */
export async function runCommand<O extends Options>(
  command: Command<O>,
  run: (given: Given<O>) => Promise<number>,
): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', endWhereNobodyReads);
  try {
    const given = readArguments(command, process.argv.slice(2));
    if (given.help) await print(command.usage);
    else process.exitCode = await run(given);
  } catch (error) {
    console.error(messageOf(error));
    process.exitCode = codeOf(error);
  }
}

/** Writes a line to stdout and waits until it is on its way, so that a closed pipe ends a long command early. */
export function print(line: string): Promise<void> {
  return new Promise((resolve) => {
    // An error reaches `endWhereNobodyReads`, after which nothing has to go on.
    process.stdout.write(`${line}\n`, (error) => {
      if (!error) resolve();
    });
  });
}

/** The exit code that an error stands for. */
export function codeOf(error: unknown): 1 | 2 {
  return error instanceof NotUnderstood ? 2 : 1;
}

/** One line, whatever was thrown. */
export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll(/\s*\n\s*/g, ' ');
}

/** `| head -3` closes the pipe when it has its lines. That is no failure, and the rest is not needed. */
function endWhereNobodyReads(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit();
  console.error(`The output cannot be written: ${error.message}.`);
  process.exit(1);
}
