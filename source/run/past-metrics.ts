import {join} from 'node:path';
import {setImmediate as soon} from 'node:timers/promises';
import type {HistorySlice, HistoryWindow} from './past.ts';
import {type Buckets, createBuckets} from './past-buckets.ts';
import {type LogPieces, lastPieceBefore, withPieces} from './past-log.ts';
import {createMetricsPieces, type MetricsPieces} from './past-pieces.ts';

/** The thread does nothing else for at most so long at a time, ms. */
const holdMs = 4;
const mostPoints = 2000;
/** At most so many pieces are read row by row. */
const mostRowPieces = 512;

/**
Reads what a run's metrics.jsonl holds of a stretch of time, also while it is written, rotated parts included. The log is found its way in by the
times of its rows, which only grow; it is read whole once, when a long stretch is asked for first, and in pieces that let the thread do other
things between. Of a long stretch the buckets are made of the totals of pieces (32 KiB, about a hundred rows), which are kept; of a short one,
of the rows themselves.

Every number of a row is a series, but for `v`, `seq`, `epoch` and `tick`; nested ones are called `observables.NAME`. A bucket in which no row has
the measure holds NaN. A damaged line is left out, as is a last one that is not whole. Throws `log-missing` when the log can't be read.
*/
export function createMetricsHistory(directory: string): (window: HistoryWindow) => Promise<HistorySlice> {
	const path = join(directory, 'metrics.jsonl');
	const metrics = createMetricsPieces();
	return window => withPieces(path, metrics.pieceBytes, pieces => slice(metrics, pieces, window));
}

async function slice(metrics: MetricsPieces, pieces: LogPieces, window: HistoryWindow): Promise<HistorySlice> {
	const points = Math.min(mostPoints, Math.max(1, Math.floor(window.points) || 1));
	const ends = await endsOf(metrics, pieces);
	if (!ends) return {first: 0, last: 0, at: [], tick: [], epoch: [], series: {}};
	const {from = ends.first, to = ends.last} = window;
	const buckets = createBuckets(from, to, points, metrics.names);
	const firstTime = (index: number) => metrics.firstTime(pieces, index);
	// A bound that is no narrower than the run needs no search.
	const begin = from <= ends.first ? 0 : await lastPieceBefore(pieces.count, firstTime, time => time < from);
	const end = to >= ends.last ? pieces.count : (await lastPieceBefore(pieces.count, firstTime, time => time <= to)) + 1;
	await fill(buckets, metrics, pieces, {begin, end, rows: end - begin <= Math.min(2 * points, mostRowPieces)});
	await nextTurn();
	return buckets.slice(ends.first, ends.last);
}

interface Span {
	readonly begin: number;
	readonly end: number;
	/** Row by row; otherwise only the pieces at the ends, which may lie across a bound. */
	readonly rows: boolean;
}

let turns: Promise<unknown> = Promise.resolve();
/** Lets the thread do something else, and whoever asks at the same time have a turn of their own. */
function nextTurn(): Promise<unknown> {
	turns = turns.then(() => soon());
	return turns;
}

async function fill(buckets: Buckets, metrics: MetricsPieces, pieces: LogPieces, span: Span): Promise<void> {
	const {begin, end, rows: byRow} = span;
	await nextTurn();
	let since = performance.now();
	for (let index = begin; index < end; index++) {
		if (byRow || index === begin || index === end - 1) {
			const rows = metrics.knownRows(pieces, index) ?? (await metrics.rows(pieces, index));
			for (let row = 0; row < rows.count; row++) buckets.addRow(rows, row);
		} else {
			const known = metrics.knownSummary(pieces, index);
			const summary = known === undefined ? await metrics.summary(pieces, index) : known;
			if (summary) buckets.addSummary(summary);
		}
		if (performance.now() - since < holdMs) continue;
		await nextTurn();
		since = performance.now();
	}
}

/** Times of the first and the last row; undefined when there is none. */
async function endsOf(
	metrics: MetricsPieces,
	pieces: LogPieces,
): Promise<{readonly first: number; readonly last: number} | undefined> {
	for (let start = 0; start < pieces.count; start++) {
		const first = await metrics.firstTime(pieces, start);
		if (first === undefined) continue;
		for (let end = pieces.count - 1; end >= start; end--) {
			const last = (await metrics.rows(pieces, end)).at.at(-1);
			if (last !== undefined) return {first, last};
		}
	}
	return undefined;
}
