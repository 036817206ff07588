/** The most units of a layer that workspaces (columnProducts.ts) have room for: as many as the settings allow. */
export const LARGEST_LAYER = 256;
