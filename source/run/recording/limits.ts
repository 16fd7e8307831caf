/** Most recorders at a time. */
export const mostRecorders = 64;

/** The longest spec: a picked selection may be long. Letters. */
export const longestSpec = 20_000;

/** Numbers of a row of text, which the thread that serves screens and clients writes out: some 50 ms of work. */
export const mostTextValues = 100_000;
