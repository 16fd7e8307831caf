import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {readJsonLines} from '../records/json-lines.ts';
import type {createSeries} from './series.ts';

const logs = ['journal.jsonl', 'events.jsonl', 'metrics.jsonl', 'utd_events.jsonl'] as const;

/**
What a resumed run has to know of its logs: the last `seq` that any of them holds, since run.json may be some seconds behind them after a
kill, and the samples of its dashboard, which go to `series`.
*/
export async function readEarlier(directory: string, series: ReturnType<typeof createSeries>): Promise<number> {
	let last = 0;
	for (const name of logs) {
		const path = join(directory, name);
		if (!existsSync(path)) continue;
		for await (const {row} of readJsonLines(path)) {
			if (typeof row['seq'] === 'number' && row['seq'] > last) last = row['seq'];
			if (name === 'metrics.jsonl') series.add(row as unknown as Parameters<typeof series.add>[0]);
		}
	}
	return last;
}
