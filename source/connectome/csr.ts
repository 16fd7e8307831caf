import type {Csr} from '../base/csr.ts';
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
