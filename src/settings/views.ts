/** The views beside the picture: the id by which a link names each, and its label, in the order of their tabs. */
export const VIEW_LABELS = {
  cell: 'Cell',
  spectrum: 'Spectrum',
  equations: 'Equations',
  lag: 'Lag map',
  weights: 'Weights',
  gates: 'Gates',
  reading: 'Reading',
  claims: 'Claims',
} as const;

export type View = keyof typeof VIEW_LABELS;

export const VIEW_IDS = Object.keys(VIEW_LABELS) as readonly View[];
