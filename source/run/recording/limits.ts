/** Most recorders at a time. */
export const mostRecorders = 64;

/** The longest spec: a picked selection may be long. Letters. */
export const longestSpec = 20_000;
