import {createHash} from 'node:crypto';
import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {ConnectopError} from '../base/errors.ts';
import type {Graph} from '../connectome/graph.ts';
import {writeFileAtomic} from './files.ts';
import type {NpyArray} from './npy.ts';
import {decodeNpz, encodeNpz, type NpzArrays} from './npz.ts';

/** The graph of a run, stored once beside its checkpoints and named by its content. */
export interface GraphFile {
	readonly file: string;
	/** SHA-256 of the file, hex. */
	readonly sha256: string;
}

/** Writes graph-<hash>.npz unless it is there. Arrays as numpy and scipy know CSR; names and types as JSON. */
export async function writeGraph(directory: string, graph: Graph): Promise<GraphFile> {
	const pieces = encodeNpz(graphArrays(graph));
	const hash = createHash('sha256');
	for (const piece of pieces) hash.update(piece);
	const sha256 = hash.digest('hex');
	const file = `graph-${sha256.slice(0, 12)}.npz`;
	if (!existsSync(join(directory, file))) await writeFileAtomic(join(directory, file), pieces);
	return {file, sha256};
}

function graphArrays(graph: Graph): NpzArrays {
	const {n, rowPtr, colIdx, weight, x, y, names, types, edgeType, directed, title, selfLoops} = graph;
	const vector = (data: NpyArray['data'] & {length: number}): NpyArray => ({data, shape: [data.length]});
	return {
		N: {data: BigInt64Array.of(BigInt(n)), shape: []},
		row_ptr: vector(BigInt64Array.from(rowPtr, BigInt)),
		col_idx: vector(colIdx),
		weight: vector(weight),
		x: vector(x),
		y: vector(y),
		...(edgeType ? {edge_type: vector(edgeType)} : {}),
		about: {data: JSON.stringify({title, directed, selfLoops, types}), shape: []},
		...(names ? {names: {data: JSON.stringify(names), shape: []}} : {}),
	};
}

/** Reads a graph written by `writeGraph`. Throws `checkpoint-corrupt` when it is missing, damaged or another one. */
export async function readGraphFile(directory: string, {file, sha256}: GraphFile): Promise<Graph> {
	const path = join(directory, file);
	if (!existsSync(path))
		throw new ConnectopError(
			'invalid',
			'checkpoint-corrupt',
			`${path}: is missing; a checkpoint needs its graph beside it`,
		);
	const bytes = await readFile(path);
	if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
		throw new ConnectopError(
			'invalid',
			'checkpoint-corrupt',
			`${path}: is damaged; its content is not what the checkpoint was saved with`,
		);
	}
	return graphFrom(decodeNpz(bytes, path), path);
}

function graphFrom(arrays: NpzArrays, path: string): Graph {
	const get = (name: string) => {
		const array = arrays[name];
		if (array) return array.data;
		throw new ConnectopError('invalid', 'checkpoint-foreign', `${path}: has no array ${name}`);
	};
	const about = JSON.parse(String(get('about'))) as {
		title: string;
		directed: boolean;
		selfLoops: number;
		types: string[];
	};
	const rowPtr = Int32Array.from(get('row_ptr') as BigInt64Array, Number);
	const weight = get('weight') as Float32Array;
	return {
		n: rowPtr.length - 1,
		rowPtr,
		colIdx: get('col_idx') as Int32Array,
		weight,
		unit: weight.every(each => each === 1),
		signed: weight.some(each => each < 0),
		x: get('x') as Float32Array,
		y: get('y') as Float32Array,
		...about,
		...(arrays['edge_type'] ? {edgeType: arrays['edge_type'].data as Uint8Array} : {}),
		...(arrays['names'] ? {names: JSON.parse(String(arrays['names'].data)) as string[]} : {}),
	};
}
