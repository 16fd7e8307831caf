import type {Csr} from '../base/csr.ts';

/**
The graph without the out-edges of `sources`, O(E). What is left keeps its order, and `unit` and `signed` stay as they were, so that the same
loop sums the other edges and rounds as before.
*/
export function withoutSources({n, rowPtr, colIdx, weight, unit, signed}: Csr, sources: readonly number[]): Csr {
	const gone = new Uint8Array(n);
	for (const node of sources) gone[node] = 1;
	const left = {rowPtr: new Int32Array(n + 1), colIdx: new Int32Array(colIdx.length)};
	// Weights that are all 1 need no copy.
	const weights = unit ? weight : new Float32Array(weight.length);
	let kept = 0;
	for (let i = 0; i < n; i++) {
		for (let e = rowPtr[i]!, end = rowPtr[i + 1]!; e < end; e++) {
			const j = colIdx[e]!;
			if (gone[j] === 1) continue;
			left.colIdx[kept] = j;
			if (!unit) weights[kept] = weight[e]!;
			kept++;
		}
		left.rowPtr[i + 1] = kept;
	}
	return {
		n,
		rowPtr: left.rowPtr,
		colIdx: left.colIdx.subarray(0, kept),
		weight: weights.subarray(0, kept),
		unit,
		signed,
	};
}
