/** σ(x), for words; the numbers of a run come from the engine. */
export const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
