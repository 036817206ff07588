/** The few parts of jax-js that the benchmark uses; its own types are not there when this project is compiled. */

type Shape = readonly number[];

/** Counted by hand: whatever takes an array uses it up, and `ref` is one use more. */
export interface JaxArray {
  readonly ref: JaxArray;
  readonly shape: Shape;
  add(other: JaxArray | number): JaxArray;
  sub(other: JaxArray | number): JaxArray;
  mul(other: JaxArray | number): JaxArray;
  div(other: JaxArray | number): JaxArray;
  sum(axis: number | Shape, options?: { readonly keepdims: boolean }): JaxArray;
  transpose(permutation: Shape): JaxArray;
  reshape(shape: Shape): JaxArray;
  /** By axis: an index, a range, or [] for all of it. */
  slice(...index: (number | readonly [] | readonly [number, number])[]): JaxArray;
  /** Runs what is pending for this array, at once. */
  dataSync(): Float32Array;
  dispose(): void;
}

/** A jitted or pulled-back function; its constants are let go with it. */
type Owned<F> = F & { dispose(): void };
type Tree = JaxArray | readonly JaxArray[] | Readonly<Record<string, JaxArray>>;

export interface Jax {
  jit<F extends (...args: JaxArray[]) => Tree>(f: F): Owned<F>;
  /** The value of `f`, and what takes a cotangent of it back to `f`'s arguments. */
  vjp<A extends JaxArray[]>(f: (...args: A) => JaxArray, args: A): [JaxArray, Owned<(cotangent: JaxArray) => A>];
  readonly nn: { sigmoid(x: JaxArray): JaxArray };
  readonly numpy: {
    array(values: Float32Array): JaxArray;
    zeros(shape: Shape): JaxArray;
    ones(shape: Shape): JaxArray;
    eye(size: number): JaxArray;
    matmul(a: JaxArray, b: JaxArray): JaxArray;
    sqrt(x: JaxArray): JaxArray;
    square(x: JaxArray): JaxArray;
    matrixTranspose(x: JaxArray): JaxArray;
    concatenate(xs: readonly JaxArray[], axis: number): JaxArray;
    stack(xs: readonly JaxArray[], axis?: number): JaxArray;
    readonly linalg: {
      norm(x: JaxArray, options: { readonly ord: 2; readonly axis: readonly [number, number] }): JaxArray;
    };
  };
}
