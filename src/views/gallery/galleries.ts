/** What questions and claims show, in one chunk: the two galleries, an open scene, an open claim. */
export { ClaimsView } from '../claims/ClaimsView';
export { Gallery } from './Gallery';
export { Scene } from './Scene';
