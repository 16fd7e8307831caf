/* Rows of metrics as columns of numbers, and what is kept of many rows together. */

/** The measures that rows have had so far, in the order they were met. */
export type Names = Map<string, number>;

/** Rows of one piece of a log. `values` is row after row of `width` numbers; NaN where a row has none. */
export interface Rows {
	readonly count: number;
	/** Wall time, ms since 1970. */
	readonly at: Float64Array;
	readonly tick: Float64Array;
	readonly epoch: Float64Array;
	readonly width: number;
	readonly values: Float64Array;
}

/** Of each measure: how many numbers, their sum, the least, the greatest. */
export type Totals = Float64Array;

/** Rows that were taken together: those of the middle one, and the totals. */
export interface Summary {
	readonly count: number;
	readonly at: number;
	readonly tick: number;
	readonly epoch: number;
	readonly totals: Totals;
}

/** Fields of a row that are no measures. */
const stamps = new Set(['v', 'ts', 'seq', 'epoch', 'tick', 'kind']);

/** Reads rows, leaving out what is no row with a time: a damaged line. New measures are added to `names`. */
export function rowsOf(lines: readonly string[], names: Names): Rows {
	const read = lines.flatMap(line => parsed(line) ?? []);
	for (const {fields} of read) for (const [name] of fields) if (!names.has(name)) names.set(name, names.size);
	const [count, width] = [read.length, names.size];
	const values = new Float64Array(count * width).fill(Number.NaN);
	for (const [row, {fields}] of read.entries())
		for (const [name, value] of fields) values[row * width + (names.get(name) ?? 0)] = value;
	return {
		count,
		at: Float64Array.from(read, each => each.at),
		tick: Float64Array.from(read, each => each.tick),
		epoch: Float64Array.from(read, each => each.epoch),
		width,
		values,
	};
}

interface Parsed {
	readonly at: number;
	readonly tick: number;
	readonly epoch: number;
	readonly fields: ReadonlyArray<readonly [string, number]>;
}

function parsed(line: string): Parsed | undefined {
	const row = objectIn(line);
	const at = row ? Date.parse(String(row['ts'])) : Number.NaN;
	if (!row || Number.isNaN(at)) return undefined;
	const fields: [string, number][] = [];
	collect(row, '', fields);
	return {at, tick: Number(row['tick']), epoch: Number(row['epoch']), fields};
}

/** The time of a row, ms since 1970; undefined when the line is damaged. */
export function timeOf(line: string): number | undefined {
	const at = Date.parse(String(objectIn(line)?.['ts']));
	return Number.isNaN(at) ? undefined : at;
}

function objectIn(line: string): Readonly<Record<string, unknown>> | undefined {
	try {
		const row: unknown = JSON.parse(line);
		return typeof row === 'object' && row !== null ? (row as Record<string, unknown>) : undefined;
	} catch (error) {
		if (error instanceof SyntaxError) return undefined;
		throw error;
	}
}

function collect(row: Readonly<Record<string, unknown>>, prefix: string, fields: [string, number][]): void {
	for (const name in row) {
		if (prefix === '' && stamps.has(name)) continue;
		const value = row[name];
		if (typeof value === 'number') fields.push([prefix + name, value]);
		else if (prefix === '' && typeof value === 'object' && value !== null)
			collect(value as Record<string, unknown>, `${name}.`, fields);
	}
}

/** Rows taken together; undefined when there are none. */
export function summaryOf(rows: Rows): Summary | undefined {
	const {count, width} = rows;
	if (count === 0) return undefined;
	const totals = newTotals(width);
	for (let row = 0; row < count; row++) addRow(totals, rows, row);
	const middle = count >> 1;
	return {
		count,
		at: rows.at[middle] ?? 0,
		tick: rows.tick[middle] ?? 0,
		epoch: rows.epoch[middle] ?? 0,
		totals,
	};
}

/** Totals of nothing. */
export function newTotals(width: number): Totals {
	const totals = new Float64Array(4 * width);
	for (let at = 0; at < totals.length; at += 4) {
		totals[at + 2] = Number.POSITIVE_INFINITY;
		totals[at + 3] = Number.NEGATIVE_INFINITY;
	}
	return totals;
}

/** Adds a row to totals that are at least as wide. */
export function addRow(totals: Totals, {values, width}: Rows, row: number): void {
	for (let measure = 0, to = 0; measure < width; measure++, to += 4) {
		const value = values[row * width + measure] ?? Number.NaN;
		if (!Number.isNaN(value)) merge(totals, to, 1, value, value, value);
	}
}

/** Adds totals to others that are at least as wide. */
export function addTotals(totals: Totals, more: Totals): void {
	for (let at = 0; at < more.length; at += 4)
		merge(totals, at, more[at] ?? 0, more[at + 1] ?? 0, more[at + 2] ?? 0, more[at + 3] ?? 0);
}

function merge(totals: Totals, at: number, count: number, sum: number, low: number, high: number): void {
	totals[at] = (totals[at] ?? 0) + count;
	totals[at + 1] = (totals[at + 1] ?? 0) + sum;
	if (low < (totals[at + 2] ?? 0)) totals[at + 2] = low;
	if (high > (totals[at + 3] ?? 0)) totals[at + 3] = high;
}
