import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {ConnectopError} from '../../base/errors.ts';
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

/** A count that run.json has. Throws `bench-program` when it has none: what nobody counted is not 0. */
export function counterOf({counters}: Pick<RunDocument, 'counters'>, name: string): number {
	const value = counters?.[name];
	if (typeof value === 'number') return value;
	throw new ConnectopError('failed', 'bench-program', `run.json has no counter "${name}"`);
}
