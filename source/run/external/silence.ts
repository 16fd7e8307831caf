/** Whoever steps and has been waited for so long is called silent, ms. */
export const silentMs = 2000;
