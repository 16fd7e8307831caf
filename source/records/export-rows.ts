import {ConnectopError} from '../base/errors.ts';
import {followLog, type LogLine} from './follow-log.ts';

/** A row of a log and the line it was read from. */
export interface ExportedRow {
	readonly text: string;
	readonly row: Readonly<Record<string, unknown>>;
}

/**
The rows of a log that are there now, rotated parts in order, a batch at a time; also while the log is written and rotated. Throws
`log-damaged`, naming file and line, `log-missing` and `run-directory-lost`.
*/
export async function* logRows(path: string): AsyncGenerator<readonly ExportedRow[]> {
	const follower = followLog(path, {
		note(message) {
			throw new ConnectopError('failed', 'log-replaced', message);
		},
	});
	try {
		for await (const lines of follower.read()) {
			const rows: ExportedRow[] = [];
			for (const line of lines) {
				const row = parsed(line);
				if (!row) {
					const place = await follower.placeOf(line);
					throw new ConnectopError('unverified', 'log-damaged', `${place}: the line is damaged`);
				}
				rows.push({text: line.text, row});
			}
			yield rows;
		}
	} finally {
		await follower.close();
	}
}

function parsed({text}: LogLine): ExportedRow['row'] | undefined {
	try {
		const row: unknown = JSON.parse(text);
		return typeof row === 'object' && row !== null && !Array.isArray(row) ? (row as ExportedRow['row']) : undefined;
	} catch {
		return undefined; // whoever asks says where it stands
	}
}
