/** AᵀA of a linear map that is applied from either side. */
import { normalisingPower } from './exponential';
import type { Square } from './lanczos';
import type { LinearMap } from './linearMap';
import { norm } from './vectors';

/** Norms between these limits can be squared twice without overflow or underflow. */
const LARGE = 1e60;
const SMALL = 1e-60;

export class MapSquare implements Square {
  /** What A is multiplied by: a power of two (exact) by which σ⁴ stays within range. Chosen by the first image. */
  scale = 1;
  private isScaled = false;
  private readonly image: Float64Array;

  constructor(private readonly map: LinearMap) {
    this.image = new Float64Array(map.rows);
  }

  times(x: Float64Array, out: Float64Array): number {
    const { map, image } = this;
    const { rows, cols } = map;
    map.apply(x, image);
    if (!this.isScaled) this.chooseScale();
    const { scale } = this;
    if (scale !== 1) for (let i = 0; i < rows; i++) image[i] *= scale;
    const length = norm(image, rows);
    map.applyTranspose(image, out);
    if (scale !== 1) for (let j = 0; j < cols; j++) out[j] *= scale;
    return length * length;
  }

  private chooseScale(): void {
    let largest = 0;
    for (const value of this.image) largest = Math.max(largest, Math.abs(value));
    if (largest > 0 && largest < Infinity && !(largest > SMALL && largest < LARGE))
      this.scale = normalisingPower(largest);
    this.isScaled = true;
  }
}
