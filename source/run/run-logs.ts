import {join} from 'node:path';
import {type DigestLog, openDigestLog} from '../records/digest-log.ts';
import type {HoldListener} from '../records/holding.ts';
import {type Journal, openJournal} from '../records/journal.ts';
import {type JsonLinesLog, openLog} from '../records/json-lines.ts';

/** Logs grow to this, then go on in a new file. */
const rotateBytes = 256 * 1024 * 1024;

/** The files of a run that grow. */
export interface RunLogs {
	readonly journal: Journal;
	readonly events: JsonLinesLog;
	readonly metrics: JsonLinesLog;
	readonly utterances: JsonLinesLog;
	readonly digests: DigestLog;
}

/**
Opens the logs of a run's directory, cutting torn last lines. `onError` is told of writes that fail for good, `holding` of those of a full disk: then
rows wait in memory. Metrics and utterances are thinned where too many wait; replays need all the rest.
*/
export async function openRunLogs(
	directory: string,
	onError: (error: Error) => void,
	holding: HoldListener,
): Promise<RunLogs> {
	const at = (name: string) => join(directory, name);
	const journal = await openJournal(at('journal.jsonl'), {onError, holding});
	return {
		journal,
		events: await openLog(at('events.jsonl'), {onError, rotateBytes, holding}),
		metrics: await openLog(at('metrics.jsonl'), {onError, rotateBytes, holding, thins: true}),
		utterances: await openLog(at('utd_events.jsonl'), {onError, rotateBytes, holding, thins: true}),
		digests: await openDigestLog(at('digests.bin'), onError, () => journal.flush(), {holding}), // a digest is nothing without what led to it
	};
}

/** What was cut from the logs, a phrase each. */
export const cutFrom = (logs: RunLogs): readonly string[] =>
	Object.entries(logs).flatMap(([name, log]) => (log.cut > 0 ? [`${log.cut} bytes of ${name}`] : []));
