/** What questions and claims show, in one chunk: the two galleries and an open scene. */
export { SCENES } from '../../story/scenes';
export { Gallery } from './Gallery';
export { Scene } from './Scene';
