import type {Graph} from '../connectome/graph.ts';
import {type Steps, stretches} from './pauses.ts';

/** What kernels ask of weights: whether all are 1, and whether any is negative. */
export function* weightFacts(weight: Float32Array): Steps<{readonly unit: boolean; readonly signed: boolean}> {
	let [unit, signed] = [true, false];
	for (const [from, to] of stretches(weight.length)) {
		for (let e = from; e < to; e++) {
			const each = weight[e]!;
			if (each !== 1) unit = false;
			if (each < 0) signed = true;
		}
		yield;
	}
	return {unit, signed};
}

/** Whether offsets grow from 0 and sources and types exist: kernels do not look. */
export function* isCsr({n, rowPtr, colIdx, edgeType, types}: Graph): Steps<boolean> {
	if (n < 0 || rowPtr[0] !== 0) return false;
	const growing = (from: number, to: number) => {
		for (let i = from; i < to; i++) if (rowPtr[i + 1]! < rowPtr[i]!) return false;
		return true;
	};
	const below = (limit: number, values: Int32Array | Uint8Array) => (from: number, to: number) => {
		for (let e = from; e < to; e++) if (values[e]! < 0 || values[e]! >= limit) return false;
		return true;
	};
	const checks = [
		[n, growing],
		[colIdx.length, below(n, colIdx)],
		[edgeType?.length ?? 0, below(types.length, edgeType ?? new Uint8Array(0))],
	] as const;
	for (const [length, holds] of checks) {
		for (const [from, to] of stretches(length)) {
			if (!holds(from, to)) return false;
			yield;
		}
	}
	return true;
}
