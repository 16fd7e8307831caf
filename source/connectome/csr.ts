import type {Csr} from '../base/csr.ts';
import {ConnectopError} from '../base/errors.ts';
import type {EdgeTable, Graph} from './graph.ts';
import {checkEntries, sortEdges} from './sort-edges.ts';

/** Node positions, one value a node. */
export interface Positions {
	readonly x: Float32Array;
	readonly y: Float32Array;
}

/** CSR over in-edges of the pairs source → target, as many entries as pairs; weights are 1 when left out. Shares the arrays when they are in CSR order. */
export function csrFromPairs(n: number, source: Int32Array, target: Int32Array, weight?: Float32Array): Csr {
	checkEntries(source.length);
	const {
		rowPtr,
		colIdx,
		weight: sorted,
	} = sortEdges(n, source, target, weight ?? new Float32Array(source.length).fill(1));
	return {n, rowPtr, colIdx, weight: sorted, ...weightFacts(sorted)};
}

/** The graph of an edge table; shares the table's arrays where they are in CSR order. Throws `graph-entries` for more than 2³¹ − 1 entries. */
export function graphOf(table: EdgeTable, {x, y}: Positions, title: string): Graph {
	const {n, names, types} = table;
	const {
		rowPtr,
		colIdx,
		weight,
		kind: edgeType,
	} = sortEdges(n, table.source, table.target, table.weight, table.edgeType);
	const csr: Csr = {n, rowPtr, colIdx, weight, ...weightFacts(weight)};
	return {
		...csr,
		directed: isDirected(csr, edgeType),
		x,
		y,
		...(names && {names}),
		types,
		...(edgeType && {edgeType}),
		selfLoops: table.report.selfLoops,
		title,
	};
}

/**
Bytes that a run keeps for a graph of `n` nodes and `entries` CSR entries, at most: offsets, sources, weights and types of the CSR (9 an entry), the unordered
pairs that metrics walk (4 an entry when no edge has a twin), positions (8 a node).
*/
export function forecastBytes(n: number, entries: number): number {
	return 4 * (n + 1) + 9 * entries + (4 * (n + 1) + 4 * entries) + 8 * n;
}

/** Throws `graph-memory` when the graph would need more than `limit` bytes; `title` stands in the message. No limit: anything goes. */
export function refuseLarge(n: number, entries: number, limit: number | undefined, title: string): void {
	checkEntries(Math.max(n, entries));
	const bytes = forecastBytes(n, entries);
	if (limit === undefined || bytes <= limit) return;
	throw new ConnectopError(
		'invalid',
		'graph-memory',
		`${title}: a graph of ${n} nodes and ${entries} edges (undirected ones count twice) needs ${sizeText(bytes)} of memory; ${sizeText(limit)} are allowed`,
	);
}

/** Bytes as people read them: `1.32 GB`, `58 KB`. */
export function sizeText(bytes: number): string {
	const power = Math.max(1, Math.min(4, Math.floor(Math.log10(bytes) / 3)));
	return `${Number((bytes / 1000 ** power).toPrecision(3))} ${['KB', 'MB', 'GB', 'TB'][power - 1]}`;
}

function weightFacts(weight: Float32Array): {unit: boolean; signed: boolean} {
	return {unit: weight.every(w => w === 1), signed: weight.some(w => w < 0)};
}

/**
True when some entry has no twin the other way with the same weight and type. Going through the rows upwards meets the twins of a row in the
order in which they stand in it, so one cursor a row is enough.
*/
function isDirected({n, rowPtr, colIdx, weight}: Csr, edgeType?: Uint8Array): boolean {
	const cursor = rowPtr.slice();
	for (let i = 0; i < n; i++) {
		for (let e = rowPtr[i]!; e < rowPtr[i + 1]!; e++) {
			const j = colIdx[e]!;
			const twin = cursor[j]!++;
			if (twin >= rowPtr[j + 1]! || colIdx[twin] !== i || weight[twin] !== weight[e]) return true;
			if (edgeType && edgeType[twin] !== edgeType[e]) return true;
		}
	}
	return false;
}
