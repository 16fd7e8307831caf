import {z} from 'zod';
import {ConnectopError} from '../base/errors.ts';
import type {Graph} from '../connectome/graph.ts';
import {isCsr, weightFacts} from './graph-check.ts';
import type {NpyArray, NpyData} from './npy.ts';
import type {NpzArrays} from './npz.ts';
import {type Steps, stretches} from './pauses.ts';

/** The arrays of a graph's archive, made in steps. */
export function* graphArrays(graph: Graph): Steps<NpzArrays> {
	const {n, rowPtr, colIdx, weight, x, y, names, types, edgeType, directed, title, selfLoops} = graph;
	const vector = (data: NpyData & {length: number}): NpyArray => ({data, shape: [data.length]});
	return {
		N: {data: BigInt64Array.of(BigInt(n)), shape: []},
		row_ptr: vector(yield* widened(rowPtr)),
		col_idx: vector(colIdx),
		weight: vector(weight),
		x: vector(x),
		y: vector(y),
		...(edgeType ? {edge_type: vector(edgeType)} : {}),
		about: {data: JSON.stringify({title, directed, selfLoops, types}), shape: []},
		...(names ? {names: {data: yield* jsonOf(names), shape: []}} : {}),
	};
}

/** Offsets as 64-bit integers, as scipy and the original have them; little endian, so that the low words are every other one. */
function* widened(offsets: Int32Array): Steps<BigInt64Array> {
	const words = new Int32Array(2 * offsets.length);
	for (const [from, to] of stretches(offsets.length)) {
		for (let i = from; i < to; i++) words[2 * i] = offsets[i]!;
		yield;
	}
	return new BigInt64Array(words.buffer);
}

function* narrowed(offsets: BigInt64Array): Steps<Int32Array> {
	const words = new Int32Array(offsets.buffer, offsets.byteOffset, 2 * offsets.length);
	const narrow = new Int32Array(new SharedArrayBuffer(4 * offsets.length));
	for (const [from, to] of stretches(narrow.length)) {
		for (let i = from; i < to; i++) narrow[i] = words[2 * i]!;
		yield;
	}
	return narrow;
}

/** The JSON of a list of names. */
function* jsonOf(names: readonly string[]): Steps<string> {
	const parts: string[] = [];
	for (const [from, to] of stretches(names.length, namesLength)) {
		parts.push(JSON.stringify(names.slice(from, to)).slice(1, -1));
		yield;
	}
	return `[${parts.join(',')}]`;
}

/** Names are turned into JSON so many between two pauses. */
const namesLength = 2 ** 16;

/** Says of a graph's file that it is not what it should be. */
export const corruptGraph = (path: string, why: string, cause?: unknown) =>
	new ConnectopError('invalid', 'checkpoint-corrupt', `${path}: ${why}`, {cause});

const about = z.object({title: z.string(), directed: z.boolean(), selfLoops: z.int(), types: z.array(z.string())});
/** As many texts; a schema of its elements would take seconds for millions. */
const namesOf = (n: number) =>
	z.custom<readonly string[]>(
		value => Array.isArray(value) && value.length === n && value.every(each => typeof each === 'string'),
	);

/** The graph in an archive's arrays, made in steps. Throws `checkpoint-corrupt` when they are those of no graph. */
export function* graphFrom(arrays: NpzArrays, path: string): Steps<Graph> {
	const array = <T extends NpyData>(name: string, type: new (...args: never[]) => T, length?: number): T => {
		const data = arrays[name]?.data;
		if (data instanceof type && (length === undefined || (data as {length: number}).length === length)) return data;
		const size = length === undefined ? '' : `${length} values of `;
		throw corruptGraph(path, `array ${name} is not there or holds no ${size}${type.name}`);
	};
	const json = <T>(name: string, schema: z.ZodType<T>): T => {
		try {
			return schema.parse(JSON.parse(String(arrays[name]?.data)));
		} catch (error) {
			throw corruptGraph(path, `array ${name} is not the JSON that belongs there`, error);
		}
	};
	const rowPtr = yield* narrowed(array('row_ptr', BigInt64Array));
	const n = rowPtr.length - 1;
	const entries = rowPtr[n] ?? 0;
	const weight = array('weight', Float32Array, entries);
	const facts = json('about', about);
	const names = arrays['names'] && json('names', namesOf(n));
	const edgeType = arrays['edge_type'] && array('edge_type', Uint8Array, entries);
	const graph: Graph = {
		n,
		rowPtr,
		colIdx: array('col_idx', Int32Array, entries),
		weight,
		...(yield* weightFacts(weight)),
		x: array('x', Float32Array, n),
		y: array('y', Float32Array, n),
		...facts,
		...(edgeType ? {edgeType} : {}),
		...(names ? {names} : {}),
	};
	if (!(yield* isCsr(graph))) throw corruptGraph(path, 'its edges lead to nodes that are not there');
	return graph;
}
