import {join} from 'node:path';
import {ConnectopError} from '../base/errors.ts';
import {count} from '../draw/number.ts';
import {columnFinder, csvLine, csvRow} from '../records/export-csv.ts';
import {type ExportedRow, logRows} from '../records/export-rows.ts';
import {type LogName, logNames} from '../records/follow-names.ts';
import {logParts} from '../records/follow-parts.ts';
import type {ExportJob} from './export-job.ts';

/** Writes a log as CSV: a header, then a line a row. */
export async function exportCsv(job: ExportJob): Promise<string> {
	const {log = 'metrics'} = job;
	// Of measured values each has its column; elsewhere objects are data of many shapes.
	const finder = columnFinder(log === 'metrics');
	const rows = await survey(job, log, ({row}) => finder.add(row));
	const {columns} = finder;
	await job.out.write(csvLine(columns.map(({title}) => title)));
	await each(job, log, rows, ({row}) => csvRow(row, columns));
	return `${told(rows, log)}, ${columns.length} columns`;
}

/** Writes the rows of a log as they stand in its files. */
export async function exportJsonLines(job: ExportJob): Promise<string> {
	const {log = 'events'} = job;
	const rows = await survey(job, log, () => undefined);
	await each(job, log, rows, ({text}) => `${text}\n`);
	return told(rows, log);
}

const told = (rows: number, log: LogName): string =>
	`${count(rows)} ${rows === 1 ? 'row' : 'rows'} of ${logNames[log]}`;

/**
Reads a log once before anything is written, for what is damaged must be found first. The number of its rows; those that come later are left to
the next export. Throws `log-missing` when there are none.
*/
async function survey({run, out}: ExportJob, log: LogName, see: (row: ExportedRow) => void): Promise<number> {
	const path = join(run.path, logNames[log]);
	let rows = 0;
	for await (const batch of logRows(path)) {
		for (const row of batch) see(row);
		rows += batch.length;
		if (out.closed) return rows;
	}
	if (rows > 0) return rows;
	const why = (await logParts(path)).length === 0 ? 'no such file' : 'holds no rows yet';
	throw new ConnectopError('invalid', 'log-missing', `${path}: ${why}`);
}

async function each(
	{run, out}: ExportJob,
	log: LogName,
	rows: number,
	textOf: (row: ExportedRow) => string,
): Promise<void> {
	let left = rows;
	for await (const batch of logRows(join(run.path, logNames[log]))) {
		await out.write(batch.slice(0, left).map(textOf).join(''));
		left -= batch.length;
		if (left <= 0 || out.closed) return;
	}
	if (left > 0)
		throw new ConnectopError('failed', 'log-replaced', `${run.path}: ${logNames[log]} has lost rows meanwhile`);
}
