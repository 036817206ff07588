/** Eigenvalues that are drawn and read together. */
import type { ReactNode } from 'react';
import type { Points } from '../../charts/complexPlane';

export interface PointSet extends Points {
  readonly key: string;
  /** Before each value in the readout. */
  readonly name: ReactNode;
  readonly colour: string;
  /** The same of the second run, which shows how many digits hold. */
  readonly second?: Points | undefined;
  /** Beside the set that the words are about. */
  readonly faint?: boolean;
}
