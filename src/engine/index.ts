/** What `npm run build:engine` makes a module of: see docs/engine.md. */
export { runToEnd } from '../math/task';
export { decodeLink, encodeLink } from '../settings/link';
export type { Settings } from '../settings/settings';
export { DEFAULTS } from '../settings/specs';
export type { Batch } from './batches';
export { cellOf } from './cells';
export { type Network, type NetworkShape, NO_OPTIONS, type Task } from './cells/networks';
export { type ForwardTrace, forward } from './forward';
export { headLoss, type Target } from './headLoss';
export { runInputGradient } from './inputGradient';
export { runLedger } from './ledger';
export { Pipeline } from './pipeline';
export { forwardStack, type StackLayer, sweepStack } from './stack';
export { runStepNorms } from './stepNorms';
export { type BackwardSweep, newSweep, type OutputGradient, runSweep, type Truncation } from './sweep';
export { weightGradients } from './weightGradients';
