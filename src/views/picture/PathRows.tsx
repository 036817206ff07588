/** Which message the paths' rows show: each told where one chooses. */
import { Segmented } from '../controls/ChoiceControl';

const TITLES = {
  alone: 'Each row with all other paths cut: what this path brings by itself',
  arriving: 'Each row as the gradient comes in over this path, after any way it took before',
};

export function PathRows({ words }: { readonly words?: Readonly<Record<string, string>> }) {
  return <Segmented name="pathRows" titles={TITLES} {...(words === undefined ? {} : { words })} />;
}
