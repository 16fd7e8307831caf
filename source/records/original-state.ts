import {basename} from 'node:path';
import {ConnectopError} from '../base/errors.ts';
import type {EdgeTable} from '../connectome/graph.ts';
import {newDetector} from '../connectome/spike-detector.ts';
import {builtInModels} from '../dynamics/models.ts';
import type {NpyData} from './npy.ts';
import type {NpzArrays} from './npz.ts';
import type {SavedContext, SavedState} from './state-arrays.ts';

/*
Checkpoints of the original program (Prometheus_FUVDM, fum_rt/core/memory.py): `W` with its graph in the same file, as a matrix `A` (dense) or as
`row_ptr` and `col_idx` (sparse). Edges have no weights of their own there: its matrix `E` is computed from `W` at every step.
*/

/** A state of the original program, as one of ours. */
export interface OriginalState {
	readonly state: SavedState;
	readonly context: Omit<SavedContext, 'graph'>;
	readonly edges: EdgeTable;
}

/** Whether the arrays of a .npz are those of the original program. */
export const isOriginal = (arrays: NpzArrays): boolean =>
	'W' in arrays && !('context' in arrays) && ('A' in arrays || ('row_ptr' in arrays && 'col_idx' in arrays));

/**
Takes over a state of the original program: the default model goes on from its `W` and threshold. The tick is the one in the file's name, the
stimulus and the spike detector begin anew. Throws `checkpoint-foreign` when an array is not what it should be.
*/
export function originalState(arrays: NpzArrays, path: string): OriginalState {
	const field = array(arrays, 'W', Float32Array, path);
	const n = field.length;
	const pairs = 'A' in arrays ? densePairs(arrays, n, path) : sparsePairs(arrays, n, path);
	const edges = edgeTable(n, pairs);
	const threshold = arrays['threshold']?.data;
	const tick = Number(/state_(\d+)/.exec(basename(path))?.[1] ?? 0);
	const [model] = builtInModels;
	return {
		state: {
			tick,
			epoch: 0,
			theta: tick,
			thetaBefore: Math.max(0, tick - 1),
			variables: {[model.variables[0]?.name ?? 'W']: field},
			stimulus: new Float32Array(n),
			detector: newDetector(),
		},
		context: {
			model: model.id,
			seed: 0,
			kernel: 'auto',
			settings: threshold instanceof Float64Array ? {threshold: threshold[0]} : {},
		},
		edges,
	};
}

type Pair = readonly [target: number, source: number];

function* densePairs(arrays: NpzArrays, n: number, path: string): Generator<Pair> {
	const matrix = array(arrays, 'A', Int8Array, path, n * n);
	for (const [at, value] of matrix.entries()) if (value !== 0) yield [Math.floor(at / n), at % n];
}

function* sparsePairs(arrays: NpzArrays, n: number, path: string): Generator<Pair> {
	const rowPtr = Array.from(array(arrays, 'row_ptr', BigInt64Array, path, n + 1), Number);
	const colIdx = array(arrays, 'col_idx', Int32Array, path, rowPtr[n]);
	for (let i = 0; i < n; i++) {
		for (let e = rowPtr[i] ?? 0; e < (rowPtr[i + 1] ?? 0); e++) {
			const source = colIdx[e] ?? -1;
			if (source < 0 || source >= n) throw foreign(path, `col_idx names the node ${source} of ${n}`);
			yield [i, source];
		}
	}
}

function edgeTable(n: number, pairs: Iterable<Pair>): EdgeTable {
	const all = [...pairs];
	const kept = all.filter(([target, source]) => target !== source);
	const report = {
		format: 'checkpoint of the original program',
		rows: all.length,
		nodes: n,
		edgesByType: {'': kept.length},
		duplicates: 0,
		selfLoops: all.length - kept.length,
		mirrored: 0,
		zeroWeights: 0,
	};
	return {
		n,
		target: Int32Array.from(kept, ([target]) => target),
		source: Int32Array.from(kept, ([, source]) => source),
		weight: new Float32Array(kept.length).fill(1),
		types: [],
		report,
	};
}

function array<T extends NpyData & {length: number}>(
	arrays: NpzArrays,
	name: string,
	type: new (...args: never[]) => T,
	path: string,
	length?: number,
): T {
	const data = arrays[name]?.data;
	if (data instanceof type && (length === undefined || data.length === length)) return data;
	throw foreign(path, `array ${name} does not hold ${length ?? ''} ${type.name} values`.replace('  ', ' '));
}

const foreign = (path: string, why: string) =>
	new ConnectopError('invalid', 'checkpoint-foreign', `${path}: is no checkpoint of the original program: ${why}`);
