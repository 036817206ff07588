/** What questions and claims show, in one chunk: the two galleries and an open scene. */
export { Gallery } from './Gallery';
export { Scene } from './Scene';
