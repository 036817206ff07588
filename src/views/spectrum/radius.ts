/** Which setting holds the spectral radius of a recurrent matrix. */
import type { Edge } from '../../settings/edges';
import type { Settings } from '../../settings/settings';

export type RadiusKey = 'spectralRadius' | 'radiusZ' | 'radiusI' | 'radiusF' | 'radiusO';

/** Null where matrices are left as drawn. */
export function radiusKey({ radii, cell }: Settings, edge: Edge): RadiusKey | null {
  if (radii === 'drawn') return null;
  if (radii === 'together' || cell === 'rnn') return 'spectralRadius';
  switch (edge) {
    case 'R_i':
      return 'radiusI';
    case 'R_f':
      return 'radiusF';
    case 'R_o':
      return 'radiusO';
    default:
      return 'radiusZ';
  }
}
