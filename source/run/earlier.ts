import {join} from 'node:path';
import {readJsonLines} from '../records/json-lines.ts';
import {logFiles} from '../records/json-lines-files.ts';
import type {createSeries} from './series.ts';

const logs = ['journal.jsonl', 'events.jsonl', 'metrics.jsonl', 'utd_events.jsonl'] as const;

/**
What a resumed run has to know of its logs: the last `seq` that any of them holds, since run.json may be some seconds behind them after a
kill, and the samples of its dashboard, which go to `series`.
*/
export async function readEarlier(directory: string, series: ReturnType<typeof createSeries>): Promise<number> {
	let last = 0;
	for (const name of logs) {
		for (const part of await logFiles(join(directory, name))) {
			for await (const {row} of readJsonLines(part)) {
				if (typeof row['seq'] === 'number' && row['seq'] > last) last = row['seq'];
				if (name === 'metrics.jsonl') series.add(row as unknown as Parameters<typeof series.add>[0]);
			}
		}
	}
	return last;
}
