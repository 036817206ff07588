/** A matrix in an array, its elements at regular distances: from one row to the next `rowStep`, from one column to the next `colStep`. */
export interface Strided {
  readonly array: Float64Array;
  readonly rowStep: number;
  readonly colStep: number;
}
