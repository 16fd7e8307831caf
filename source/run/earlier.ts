import {join} from 'node:path';
import {readJsonLines} from '../records/json-lines.ts';
import {lastRow, logFiles} from '../records/json-lines-files.ts';
import type {Series} from './series.ts';

/**
What a resumed run has to know of its logs besides the journal: the last `seq` that any of them holds, since run.json may be some seconds behind
them after a kill, and the samples of its dashboard, which go to `series`.
*/
export async function readEarlier(directory: string, series: Series): Promise<number> {
	let last = 0;
	for (const part of await logFiles(join(directory, 'metrics.jsonl'))) {
		for await (const {row} of readJsonLines(part)) {
			series.add(row as unknown as Parameters<Series['add']>[0]);
			last = Math.max(last, Number(row['seq']));
		}
	}
	for (const name of ['events.jsonl', 'utd_events.jsonl']) {
		const row = await lastRow(join(directory, name));
		last = Math.max(last, Number(row?.['seq'] ?? 0));
	}
	return last;
}
