/** The file that makes a directory a run's. */
export const runDocumentName = 'run.json';
