import type {HistorySlice, HistoryWindow} from './past.ts';

/** Reads what a run's metrics.jsonl holds of a stretch of time, also while it is written. */
export function createMetricsHistory(directory: string): (window: HistoryWindow) => Promise<HistorySlice> {
	return () => Promise.reject(new Error(`not yet: ${directory}`));
}
