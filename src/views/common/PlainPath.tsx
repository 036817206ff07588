/** A path in plain words first: the carousel by its name, a matrix by its symbol; all of them together, or the units where there is one path alone. */
import { type Edge, kindOf } from '../../settings/edges';
import { EdgeName } from './EdgeName';

interface Props {
  /** null: all paths. */
  readonly edge: Edge | null;
  /** Of a network with one path alone. */
  readonly isSole?: boolean;
}

export function PlainPath({ edge, isSole = false }: Props) {
  if (edge === null) return <b>{isSole ? 'All units' : 'All paths'}</b>;
  return kindOf(edge) === 'carousel' ? <b>Carousel</b> : <EdgeName edge={edge} />;
}
