import type {Csr} from '../../base/csr.ts';
import type {Limits} from './backend.ts';
import type {Unavailable} from './device.ts';

/**
In-edges as a table of `width` columns and N rows, as shaders read it: row `i` holds the sources of the edges into `i` in CSR order,
then −1. Indices are float32, hence exact below 2²⁴.
*/
export interface NeighbourTable {
	/** Largest in-degree; 0 when there are no edges. */
	readonly width: number;
	/** width · N source nodes. */
	readonly sources: Float32Array;
	/** width · N weights; absent when all of them are 1. */
	readonly weights?: Float32Array;
}

/** float32 holds every integer up to here. */
const exactIntegers = 2 ** 24;
/** Bytes from which padding is looked at. */
const smallBytes = 64 * 2 ** 20;
/** Table entries for each edge beyond which a large table is waste. */
const mostPadding = 8;

/** The table of a graph, or why it can't be addressed or does not fit, before anything is allocated. */
export function neighbourTable(graph: Csr, limits: Limits): NeighbourTable | Unavailable {
	const {n, rowPtr, colIdx, weight, unit} = graph;
	const width = largestDegree(graph);
	const reason = whyNot(n, width, colIdx.length, unit, limits);
	if (reason) return {reason};
	const sources = new Float32Array(width * n).fill(-1);
	const weights = unit ? undefined : new Float32Array(width * n);
	for (let i = 0; i < n; i++) {
		const start = rowPtr[i] ?? 0;
		const end = rowPtr[i + 1] ?? 0;
		sources.set(colIdx.subarray(start, end), i * width);
		weights?.set(weight.subarray(start, end), i * width);
	}
	return {width, sources, ...(weights ? {weights} : {})};
}

function whyNot(n: number, width: number, edges: number, unit: boolean, limits: Limits): string | undefined {
	const {maxTextureSize, maxElements, maxBytes} = limits;
	const bytes = width * n * 4 * (unit ? 1 : 2);
	const megabytes = Math.ceil(bytes / 2 ** 20);
	const table = `the neighbour table (${n} nodes × ${width}, the largest in-degree)`;
	if (n >= exactIntegers)
		return `${n} nodes are too many: indices on the gpu are float32, exact below ${exactIntegers}`;
	if (width * n >= maxElements)
		return `${table} has ${width * n} entries: this device's indices are exact below ${maxElements}`;
	if (n > 4 * maxTextureSize ** 2 || width * n > 4 * maxTextureSize ** 2)
		return `the graph does not fit in textures of ${maxTextureSize} × ${maxTextureSize}`;
	if (bytes > maxBytes) return `${table} needs ${megabytes} MiB, more than ${Math.floor(maxBytes / 2 ** 20)}`;
	if (bytes > smallBytes && width * n > mostPadding * edges)
		return `${table} needs ${megabytes} MiB, most of it padding: the mean in-degree is ${(edges / n).toFixed(1)}`;
	return undefined;
}

function largestDegree({n, rowPtr}: Csr): number {
	let largest = 0;
	for (let i = 0; i < n; i++) largest = Math.max(largest, (rowPtr[i + 1] ?? 0) - (rowPtr[i] ?? 0));
	return largest;
}
