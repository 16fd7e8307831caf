/** The logs of a run that people read, by the name they have on the command line: files in the run's directory. */
export const logNames = {
	events: 'events.jsonl',
	metrics: 'metrics.jsonl',
	journal: 'journal.jsonl',
	utd: 'utd_events.jsonl',
} as const;

export type LogName = keyof typeof logNames;
