/** The most units of a layer that workspaces (workspace.ts) have room for: as many as the settings allow. */
export const LARGEST_LAYER = 256;
