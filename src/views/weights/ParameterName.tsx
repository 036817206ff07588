/** A parameter's symbol in the hue of the path that it belongs to: W_z, R_z and b_z have the block input's. */
import { pathColour } from '../../charts/colour';
import type { Cuttable, ParameterName as Name } from '../../settings/edges';
import { useTheme } from '../common/context';
import { Subscripted } from '../common/Term';

export function pathOf(name: Name): Cuttable {
  if (name === 'W_x' || name === 'W_h' || name === 'b') return 'W_h';
  if (name === 'b_m') return 'R_n';
  return name.startsWith('p_') ? (name as Cuttable) : (`R_${name.slice(2)}` as Cuttable);
}

export function ParameterName({ name }: { readonly name: Name }) {
  return (
    <b className="edge-name" style={{ color: pathColour(useTheme(), pathOf(name)) }}>
      <Subscripted text={name} />
    </b>
  );
}
