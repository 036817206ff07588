/**
 * The elementary functions of the project in one place. All of them give the same bits in every browser: they use
 * only + − × ÷, square roots and table look-ups, never the functions of Math, whose last bit is left to the engine.
 */

export { exp, expScaled, pow2 } from './exponential';
export { log, log10 } from './logarithm';
export { logistic, logisticAndPrime, logisticPrime, tanh, tanhAndPrime, tanhPrime } from './saturating';
export { cosTurns, sinTurns } from './trigonometric';
