import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {RunDocument} from '../../records/run-document.ts';
import {runOf} from './program.ts';

/** A row of a run's log, as far as it is read here. */
export interface LogRow {
	readonly ts: string;
	readonly tick: number;
	readonly kind: string;
	readonly data?: Readonly<Record<string, unknown>>;
}

/** The rows of a log of a folder's only run: `metrics` or `events`. */
export const logRows = (folder: string, log: 'metrics' | 'events'): LogRow[] =>
	readFileSync(join(runOf(folder), `${log}.jsonl`), 'utf8')
		.split('\n')
		.filter(line => line !== '')
		.map(line => JSON.parse(line) as LogRow);

/** run.json of a folder's only run. */
export const documentOf = (folder: string): RunDocument =>
	JSON.parse(readFileSync(join(runOf(folder), 'run.json'), 'utf8')) as RunDocument;
