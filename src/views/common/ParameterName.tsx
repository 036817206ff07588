/** A parameter's symbol in the hue of the path that it belongs to: W_z, R_z and b_z have the block input's. */
import { pathColour } from '../../charts/ramps/palette';
import type { ParameterName as Name } from '../../settings/edges';
import { pathOfParameter } from '../../story/names';
import { useTheme } from './context';
import { Subscripted } from './Term';

export function ParameterName({ name }: { readonly name: Name }) {
  return (
    <b className="edge-name" style={{ color: pathColour(useTheme(), pathOfParameter(name)) }}>
      <Subscripted text={name} />
    </b>
  );
}
