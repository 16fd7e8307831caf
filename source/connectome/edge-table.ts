import {type Entries, mergeRows, targetsOf, withMirrors, withoutDirection} from './edge-merge.ts';
import type {EdgeTable, ImportReport} from './graph.ts';
import {isGapJunction} from './readers/edge-kinds.ts';
import type {EdgeRows} from './readers/edge-rows.ts';
import {fault} from './readers/fault.ts';

/** What a reader knows of its file besides the rows. */
export interface TableFacts {
	readonly n: number;
	readonly names: readonly string[];
	/** Types that the rows' kinds point at; `''` for edges without one. */
	readonly types: readonly string[];
	/** Name of the format, for the report. */
	readonly format: string;
	/** Name of the file, for errors. */
	readonly file: string;
	/** Rows of the file, where the reader made more of them. */
	readonly fileRows?: number;
	readonly x?: Float32Array;
	readonly y?: Float32Array;
}

/** How the rows are to be understood. */
export interface TableOptions {
	/** Every row goes both ways. */
	readonly undirected?: boolean;
	/** All weights become 1 after rows were merged. */
	readonly unweighted?: boolean;
	/** Told how much of the work on the rows is done, in passes. */
	readonly told?: (done: number, passes: number) => void;
}

/** Passes over the rows of a file that take their time. */
const passes = 5;

/**
The directed entries of a file's rows, in CSR order: self-loops and zero weights left out, rows that repeat source, target and type
added up whichever end an undirected one names first, undirected rows mirrored; gap junctions only where the file does not list their other direction itself. Takes the rows' arrays over: what they held
is gone afterwards. Throws `graph-weight` when a sum of weights overflows float32, `graph-entries` for more than 2³¹ − 1 entries.
*/
export function edgeTable(rows: EdgeRows, facts: TableFacts, options: TableOptions = {}): EdgeTable {
	const {n, names, x, y} = facts;
	const done = (pass: number) => options.told?.(pass, passes);
	done(0);
	if (options.undirected) for (let e = 0; e < rows.length; e++) rows.kind[e]! |= 1;
	oneWayRound(rows, facts.types);
	const kept = withoutLoopsAndZeros(rows);
	done(1);
	const {entries: merged, duplicates, zeroSums} = mergeRows(n, kept.rows);
	done(2);
	const bothWays = withMirrors(n, merged);
	const mirrored = bothWays.colIdx.length - merged.colIdx.length;
	done(3);
	const entries = withoutDirection(n, bothWays);
	if (options.unweighted) entries.weight.fill(1);
	done(4);
	const target = targetsOf(n, entries.rowPtr);
	checkSums(entries, target, facts);

	const types = facts.types.some(type => type !== '') ? facts.types : [];
	const edgeType = types.length > 0 ? Uint8Array.from(entries.kind, kind => kind >> 1) : undefined;
	const report: ImportReport = {
		format: facts.format,
		rows: facts.fileRows ?? rows.length,
		nodes: n,
		edgesByType: countByType(entries, types),
		duplicates,
		selfLoops: kept.selfLoops,
		mirrored,
		zeroWeights: kept.zeroWeights + zeroSums,
	};
	const positions = x && y && {x, y};
	return {
		n,
		source: entries.colIdx,
		target,
		weight: entries.weight,
		types,
		...(edgeType && {edgeType}),
		names,
		...positions,
		report,
	};
}

/**
Turns undirected rows so that they lead from the smaller index to the larger: which end a row names first means nothing, and a→b adds up with b→a.
Gap junctions are left as they are, for files list them from both ends.
*/
function oneWayRound({length, source, target, kind}: EdgeRows, types: readonly string[]): void {
	const bothListed = types.map(isGapJunction);
	for (let e = 0; e < length; e++) {
		const [from, to] = [source[e]!, target[e]!];
		if ((kind[e]! & 1) === 0 || from < to || bothListed[kind[e]! >> 1]) continue;
		source[e] = to;
		target[e] = from;
	}
}

/** Moves what is kept to the front of the rows' arrays. */
function withoutLoopsAndZeros({length, source, target, weight, kind}: EdgeRows) {
	let [selfLoops, zeroWeights, kept] = [0, 0, 0];
	for (let e = 0; e < length; e++) {
		if (source[e] === target[e]) selfLoops++;
		else if (weight[e] === 0) zeroWeights++;
		else {
			source[kept] = source[e]!;
			target[kept] = target[e]!;
			weight[kept] = weight[e]!;
			kind[kept++] = kind[e]!;
		}
	}
	const rows: EdgeRows = {
		length: kept,
		source: source.subarray(0, kept),
		target: target.subarray(0, kept),
		weight: weight.subarray(0, kept),
		kind: kind.subarray(0, kept),
	};
	return {rows, selfLoops, zeroWeights};
}

/** Each weight is finite, but a sum of them need not be. */
function checkSums({colIdx, weight}: Entries, target: Int32Array, {names, file}: TableFacts): void {
	const e = weight.findIndex(w => !Number.isFinite(w));
	if (e < 0) return;
	const [from, to] = [names[colIdx[e]!], names[target[e]!]];
	throw fault(
		'graph-weight',
		file,
		undefined,
		`the weights of the edges from ${from} to ${to} add up to more than float32 holds (3.4e38)`,
	);
}

function countByType({kind}: Entries, types: readonly string[]): Record<string, number> {
	const counts = Array.from({length: Math.max(1, types.length)}, () => 0);
	for (const k of kind) counts[types.length > 0 ? k >> 1 : 0]!++;
	return Object.fromEntries(counts.map((count, type) => [types[type] ?? '', count]));
}
