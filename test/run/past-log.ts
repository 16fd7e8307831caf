import {appendFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

/** Wall time of the first row, ms since 1970. */
export const begun = Date.parse('2026-11-21T09:00:00.000Z');

/** Row `index` of a log that has one every 100 ms, with fields of its own. */
export const row = (index: number, fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
	v: 1,
	ts: new Date(begun + 100 * index).toISOString(),
	seq: 2 * index,
	epoch: 0,
	tick: index,
	kind: 'metrics',
	meanWeight: index,
	...fields,
});

/** Rows `from` up to, not with, `to`. */
export const rows = (from: number, to: number, fields?: (index: number) => Record<string, unknown>): unknown[] =>
	Array.from({length: to - from}, (_, at) => row(from + at, fields?.(from + at)));

const text = (lines: readonly unknown[]) =>
	lines.map(line => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');

/** Writes a log of rows, or of lines as they are. */
export const writeLog = (folder: string, name: string, lines: readonly unknown[]): void =>
	writeFileSync(join(folder, name), text(lines));

export const growLog = (folder: string, name: string, lines: readonly unknown[]): void =>
	appendFileSync(join(folder, name), text(lines));
