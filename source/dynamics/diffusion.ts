import type {Csr} from '../base/csr.ts';

const f = Math.fround;

/** Writes to `to[i]` the sum over in-edges of `i`, in float32 and CSR order. Reads `from`, both of length N. */
export type NeighbourSum = (from: Float32Array, to: Float32Array) => void;

/**
Diffusion sums Σ_j w_ij (x_j − x_i). Inhibitory edges (w < 0) pull towards −x_j: the signed Laplacian Σ_j (w_ij·x_j − |w_ij|·x_i),
which keeps the same stability bound.

Three loops for three kinds of graph: this is where a tick spends its time, and reading a weight that is always 1 costs a third.
*/
export function diffusionSum(graph: Csr): NeighbourSum {
	if (graph.signed) return signedSum(graph);
	return graph.unit ? unitSum(graph) : weightedSum(graph);
}

function unitSum({n, rowPtr, colIdx}: Csr): NeighbourSum {
	return (from, to) => {
		for (let i = 0; i < n; i++) {
			const x = from[i]!;
			let sum = 0;
			for (let e = rowPtr[i]!, end = rowPtr[i + 1]!; e < end; e++) sum = f(sum + f(from[colIdx[e]!]! - x));
			to[i] = sum;
		}
	};
}

function weightedSum({n, rowPtr, colIdx, weight}: Csr): NeighbourSum {
	return (from, to) => {
		for (let i = 0; i < n; i++) {
			const x = from[i]!;
			let sum = 0;
			for (let e = rowPtr[i]!, end = rowPtr[i + 1]!; e < end; e++) {
				sum = f(sum + f(weight[e]! * f(from[colIdx[e]!]! - x)));
			}
			to[i] = sum;
		}
	};
}

function signedSum({n, rowPtr, colIdx, weight}: Csr): NeighbourSum {
	return (from, to) => {
		for (let i = 0; i < n; i++) {
			const x = from[i]!;
			let sum = 0;
			for (let e = rowPtr[i]!, end = rowPtr[i + 1]!; e < end; e++) {
				const w = weight[e]!;
				sum = f(sum + f(f(w * from[colIdx[e]!]!) - f(Math.abs(w) * x)));
			}
			to[i] = sum;
		}
	};
}

/** Takes `passes` explicit exchange passes x ← x + coupling·sum(x) and returns the array that holds the result. */
export type ExchangePasses = (from: Float32Array, to: Float32Array, coupling: number, passes: number) => Float32Array;

/** Exchange passes over one buffer of their own; `to` is scratch. */
export function exchangePasses(n: number, sum: NeighbourSum): ExchangePasses {
	const x = new Float32Array(n);
	return (from, to, coupling, passes) => {
		const c = f(coupling);
		x.set(from);
		for (let pass = 0; pass < passes; pass++) {
			sum(x, to);
			for (let i = 0; i < n; i++) x[i] = f(x[i]! + f(c * to[i]!));
		}
		return x;
	};
}
