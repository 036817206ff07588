/** An edge's symbol in its hue, with a real subscript. */
import { memo } from 'react';
import { pathColour } from '../../charts/ramps/palette';
import type { Cuttable } from '../../settings/edges';
import { symbolOf } from '../../story/names';
import { useTheme } from './context';

export const EdgeName = memo(function EdgeName({ edge }: { readonly edge: Cuttable }) {
  const { base, sub } = symbolOf(edge);
  return (
    <b className="edge-name" translate="no" style={{ color: pathColour(useTheme(), edge) }}>
      {base}
      {sub !== '' && <sub>{sub}</sub>}
    </b>
  );
});
