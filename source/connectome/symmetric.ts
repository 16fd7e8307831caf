import type {Csr} from '../base/csr.ts';

/**
The undirected graph in which `i` and `j` are joined when either lists the other: CSR with unit weights, rows sorted, no
duplicates, no self-loops. `table` is a flat N × k table of neighbours.
*/
export function symmetricCsr(n: number, table: Int32Array, k: number): Csr {
	const start = new Int32Array(n + 1);
	for (let e = 0; e < table.length; e++) {
		start[Math.floor(e / k) + 1]!++;
		start[table[e]! + 1]!++;
	}
	for (let i = 0; i < n; i++) start[i + 1]! += start[i]!;
	const next = start.slice();
	const both = new Int32Array(start[n]!);
	for (let e = 0; e < table.length; e++) {
		const [i, j] = [Math.floor(e / k), table[e]!];
		both[next[i]!++] = j;
		both[next[j]!++] = i;
	}
	const rowPtr = new Int32Array(n + 1);
	let length = 0;
	for (let i = 0; i < n; i++) {
		const row = both.subarray(start[i]!, start[i + 1]!).sort();
		let last = i;
		for (const j of row) {
			if (j !== last && j !== i) both[length++] = j;
			last = j;
		}
		rowPtr[i + 1] = length;
	}
	const colIdx = both.slice(0, length);
	return {n, rowPtr, colIdx, weight: new Float32Array(length).fill(1), unit: true, signed: false};
}
