/** Computed by the engine when the page is built: scripts/galleries.mjs. */
declare module 'virtual:galleries' {
  const galleries: import('../../../scripts/rivers').Galleries;
  export default galleries;
}
