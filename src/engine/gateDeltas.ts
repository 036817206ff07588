/** What the derivative at each matrix edge's pre-activation is called (spec, sections 2 and 6). */
import type { Edge } from '../settings/edges';

export const AT_GATE = {
  R_z: 'δz̄',
  R_i: 'δī',
  R_f: 'δf̄',
  R_o: 'δō',
  W_h: 'δh̄',
  R_u: 'δū',
  R_r: 'δr̄',
  R_n: 'δm',
} as const satisfies Partial<Record<Edge, string>>;

export type MatrixEdgeName = keyof typeof AT_GATE;
export type GateDelta = (typeof AT_GATE)[MatrixEdgeName];
