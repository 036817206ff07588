/** The few parts of TensorFlow.js that the benchmark uses; its own types are not there when this project is compiled. */

export interface Tensor {
  readonly shape: readonly number[];
  dataSync(): Float32Array;
  dispose(): void;
}

type Shape = readonly number[];

export interface TensorFlow {
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
  getBackend(): string;
  setWasmPaths(folder: string): void;
  enableProdMode(): void;
  memory(): { readonly numTensors: number };

  tidy<T>(work: () => T): T;
  keep(tensor: Tensor): Tensor;
  grads(f: (...xs: Tensor[]) => Tensor): (xs: readonly Tensor[]) => Tensor[];

  tensor(values: Float32Array, shape: Shape): Tensor;
  zeros(shape: Shape): Tensor;
  ones(shape: Shape): Tensor;
  eye(size: number): Tensor;

  add(a: Tensor, b: Tensor): Tensor;
  sub(a: Tensor | number, b: Tensor): Tensor;
  mul(a: Tensor, b: Tensor): Tensor;
  div(a: Tensor, b: Tensor): Tensor;
  matMul(a: Tensor, b: Tensor, transposeA?: boolean, transposeB?: boolean): Tensor;
  tanh(x: Tensor): Tensor;
  sigmoid(x: Tensor): Tensor;
  square(x: Tensor): Tensor;
  sqrt(x: Tensor): Tensor;
  sum(x: Tensor, axis?: number | Shape, keepDims?: boolean): Tensor;
  concat(xs: readonly Tensor[], axis: number): Tensor;
  stack(xs: readonly Tensor[], axis?: number): Tensor;
  unstack(x: Tensor, axis?: number): Tensor[];
  split(x: Tensor, parts: number | Shape, axis: number): Tensor[];
  slice(x: Tensor, begin: Shape, size: Shape): Tensor;
  reshape(x: Tensor, shape: Shape): Tensor;
}
