/** The most units of a layer that workspaces (workspace.ts) have room for: as many as the settings allow. */
export const LARGEST_LAYER = 256;
/** The most units of a network from a file: larger products are made outside the workspaces. */
export const LARGEST_LOADED = 1024;
