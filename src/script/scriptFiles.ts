/** The two files that a person runs: `reproduce.py` and `network.npz`. */
import { npzOf } from './npz';
import { arraysOf, type ScriptProblem } from './problem';

export interface ScriptFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

const SCRIPT_NAME = 'reproduce.py';
const ARRAYS_NAME = 'network.npz';

/** Where the template says what it is about. */
const ABOUT = '@ABOUT@';

/** `template`: the text of reproduce.py in this folder, which the page bundles and Node reads. `about`: one line. */
export function scriptFiles(template: string, about: string, problem: ScriptProblem): readonly ScriptFile[] {
  return [
    { name: SCRIPT_NAME, content: template.replace(ABOUT, () => about.replaceAll(/\s+/g, ' ')) },
    { name: ARRAYS_NAME, content: npzOf(arraysOf(problem)) },
  ];
}
