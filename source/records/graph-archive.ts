import {createHash} from 'node:crypto';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {z} from 'zod';
import {ConnectopError, messageOf} from '../base/errors.ts';
import type {Graph} from '../connectome/graph.ts';
import {readWhole, writeFileAtomic} from './files.ts';
import type {NpyArray, NpyData} from './npy.ts';
import {decodeNpz, encodeNpz, type NpzArrays} from './npz.ts';

/** The graph of a run, stored once beside its checkpoints and named by its content. */
export interface GraphFile {
	readonly file: string;
	/** SHA-256 of the file, hex. */
	readonly sha256: string;
}

/** Writes graph-<hash>.npz unless it is there. Arrays as numpy and scipy know CSR, over in-edges; names and types as JSON. */
export async function writeGraph(directory: string, graph: Graph): Promise<GraphFile> {
	const pieces = encodeGraph(graph);
	const hash = createHash('sha256');
	for (const piece of pieces) hash.update(piece);
	const sha256 = hash.digest('hex');
	const file = `graph-${sha256.slice(0, 12)}.npz`;
	if (!existsSync(join(directory, file))) await writeFileAtomic(join(directory, file), pieces);
	return {file, sha256};
}

/** A graph as the bytes of an npz archive. */
export const encodeGraph = (graph: Graph): readonly Uint8Array[] => encodeNpz(graphArrays(graph));

/** The graph in the bytes of an archive; `from` names them in errors. Throws `checkpoint-corrupt`. */
export const decodeGraph = (bytes: Uint8Array, from: string): Graph => graphFrom(decodeNpz(bytes, from), from);

function graphArrays(graph: Graph): NpzArrays {
	const {n, rowPtr, colIdx, weight, x, y, names, types, edgeType, directed, title, selfLoops} = graph;
	const vector = (data: NpyData & {length: number}): NpyArray => ({data, shape: [data.length]});
	return {
		N: {data: BigInt64Array.of(BigInt(n)), shape: []},
		row_ptr: vector(widened(rowPtr)),
		col_idx: vector(colIdx),
		weight: vector(weight),
		x: vector(x),
		y: vector(y),
		...(edgeType ? {edge_type: vector(edgeType)} : {}),
		about: {data: JSON.stringify({title, directed, selfLoops, types}), shape: []},
		...(names ? {names: {data: JSON.stringify(names), shape: []}} : {}),
	};
}

/** Offsets as 64-bit integers, as scipy and the original have them; little endian, so that the low words are every other one. */
function widened(offsets: Int32Array): BigInt64Array {
	const words = new Int32Array(2 * offsets.length);
	for (let i = 0; i < offsets.length; i++) words[2 * i] = offsets[i]!;
	return new BigInt64Array(words.buffer);
}

function narrowed(offsets: BigInt64Array): Int32Array {
	const words = new Int32Array(offsets.buffer, offsets.byteOffset, 2 * offsets.length);
	const narrow = new Int32Array(offsets.length);
	for (let i = 0; i < narrow.length; i++) narrow[i] = words[2 * i]!;
	return narrow;
}

/** Reads a graph written by `writeGraph`. Throws `checkpoint-corrupt` when it is missing, damaged or another one. */
export async function readGraphFile(directory: string, {file, sha256}: GraphFile): Promise<Graph> {
	const path = join(directory, file);
	const bytes = await graphBytes(path);
	if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
		throw corrupt(path, 'is damaged; its content is not what the checkpoint was saved with');
	}
	return graphFrom(decodeNpz(bytes, path), path);
}

async function graphBytes(path: string): Promise<Uint8Array> {
	try {
		return await readWhole(path);
	} catch (error) {
		const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
		throw corrupt(path, missing ? 'is missing; a checkpoint needs its graph beside it' : messageOf(error), error);
	}
}

const corrupt = (path: string, why: string, cause?: unknown) =>
	new ConnectopError('invalid', 'checkpoint-corrupt', `${path}: ${why}`, {cause});

const about = z.object({title: z.string(), directed: z.boolean(), selfLoops: z.int(), types: z.array(z.string())});
const nodeNames = z.array(z.string());

function graphFrom(arrays: NpzArrays, path: string): Graph {
	const array = <T extends NpyData>(name: string, type: new (...args: never[]) => T, length?: number): T => {
		const data = arrays[name]?.data;
		if (data instanceof type && (length === undefined || (data as {length: number}).length === length)) return data;
		const size = length === undefined ? '' : `${length} values of `;
		throw corrupt(path, `array ${name} is not there or holds no ${size}${type.name}`);
	};
	const json = <T>(name: string, schema: z.ZodType<T>): T => {
		try {
			return schema.parse(JSON.parse(String(arrays[name]?.data)));
		} catch (error) {
			throw corrupt(path, `array ${name} is not the JSON that belongs there`, error);
		}
	};
	const rowPtr = narrowed(array('row_ptr', BigInt64Array));
	const n = rowPtr.length - 1;
	const entries = rowPtr[n] ?? 0;
	const weight = array('weight', Float32Array, entries);
	const facts = json('about', about);
	const names = arrays['names'] && json('names', nodeNames.length(n));
	const edgeType = arrays['edge_type'] && array('edge_type', Uint8Array, entries);
	const graph: Graph = {
		n,
		rowPtr,
		colIdx: array('col_idx', Int32Array, entries),
		weight,
		unit: weight.every(each => each === 1),
		signed: weight.some(each => each < 0),
		x: array('x', Float32Array, n),
		y: array('y', Float32Array, n),
		...facts,
		...(edgeType ? {edgeType} : {}),
		...(names ? {names} : {}),
	};
	if (!isCsr(graph)) throw corrupt(path, 'its edges lead to nodes that are not there');
	return graph;
}

/** Whether offsets grow from 0 and sources and types exist: kernels do not look. */
function isCsr({n, rowPtr, colIdx, edgeType, types}: Graph): boolean {
	if (n < 0 || rowPtr[0] !== 0 || edgeType?.some(type => type >= types.length) === true) return false;
	for (let i = 0; i < n; i++) if (rowPtr[i + 1]! < rowPtr[i]!) return false;
	for (const source of colIdx) if (source < 0 || source >= n) return false;
	return true;
}
