/** Which setting holds the spectral radius (or norm, where matrices are scaled by it) of a recurrent matrix. */
import { CELLS, type Cell } from './cells';
import { type Edge, edgesOf, type Variant } from './edges';
import type { Settings } from './settings';

type OwnRadii = (typeof CELLS)[Cell]['radii'];
type ValueOf<T> = T extends unknown ? T[keyof T] : never;
export type RadiusKey = 'spectralRadius' | ValueOf<OwnRadii>;

/** Radii of single matrices, in any cell. */
export const OWN_RADII = Object.values(CELLS).flatMap(({ radii }) => Object.values(radii)) as readonly Exclude<
  RadiusKey,
  'spectralRadius'
>[];

/** The matrices of this variant that can have a radius of their own, with its setting. */
export function ownRadii(variant: Variant): readonly { readonly edge: Edge; readonly key: RadiusKey }[] {
  const radii: Readonly<Partial<Record<Edge, RadiusKey>>> = CELLS[variant.cell].radii;
  return edgesOf(variant).flatMap((edge) => {
    const key = radii[edge];
    return key === undefined ? [] : [{ edge, key }];
  });
}

/** The setting that holds the spectral radius (or norm) of a recurrent matrix; null where matrices are left as drawn. */
export function radiusKey(settings: Variant & Pick<Settings, 'radii'>, edge: Edge): RadiusKey | null {
  if (settings.radii === 'drawn') return null;
  const own = settings.radii === 'each' ? ownRadii(settings).find((radius) => radius.edge === edge) : undefined;
  return own?.key ?? 'spectralRadius';
}
