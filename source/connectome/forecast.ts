import {ConnectopError} from '../base/errors.ts';
import {checkEntries} from './sort-edges.ts';

/** Bytes that a run will take. */
export interface Forecast {
	/** The graph itself: offsets, sources, weights and types of the CSR, positions. */
	readonly graph: number;
	/** What metrics walk. */
	readonly metrics: number;
	/** The kernel's tables. */
	readonly kernel: number;
	/** Field, stimulus, noise, and the copies that are saved and measured. */
	readonly field: number;
	/** What building the graph takes at its peak; it is given back before the rest is there. */
	readonly building: number;
	/** At the peak, without the program itself. */
	readonly total: number;
}

/** What runs on a graph. */
interface Runs {
	/** Variables of the model; two when it is not known yet. */
	readonly variables?: number;
}

/** A graph that is generated, one of a file, or one that a run has stored beside its checkpoints. */
export interface Generated extends Runs {
	readonly from: 'knn' | 'ring';
	readonly k: number;
}
export type Origin =
	| Generated
	| (Runs & {readonly from: 'file'})
	| (Runs & {readonly from: 'checkpoint'; readonly directed: boolean});

/** Memory that a run may take. */
export interface Room {
	readonly bytes: number;
	/** Of what, or who says so: `of this machine's 25.2 GB`, `--memory`. */
	readonly whence: string;
}

/** Bytes a node of fields and of their copies. */
const fieldBytes = ({variables = 2}: Runs): number => 16 * variables + 28;

/** Bytes an edge of the pairs of joined nodes and of every node's neighbours; a directed edge makes two of them. Files may be directed. */
const neighbourBytes = {undirected: 6, directed: 12};

/** Neighbours a k of a point that is joined to its k nearest and to those that it is one of the nearest of; measured for k from 1 to 100. */
const symmetrised = (k: number): number => 1.02 + 0.4 / Math.sqrt(k);

/** Forecasts the memory of a run on `n` nodes and `entries` CSR entries. */
export function forecast(n: number, entries: number, origin: Origin): Forecast {
	const graph = 4 * (n + 1) + 9 * entries + 8 * n;
	const metrics = 8 * (n + 1) + neighbourBytes[mayBeDirected(origin) ? 'directed' : 'undirected'] * entries;
	const kernel = 4 * (n + 1) + 4 * entries + entries / 8;
	const field = fieldBytes(origin) * n;
	const building = graph + buildingBytes(n, entries, origin);
	const total = Math.max(building, graph + metrics + kernel + field);
	return {graph, metrics, kernel, field, building, total};
}

const mayBeDirected = (origin: Origin): boolean =>
	origin.from === 'file' || (origin.from === 'checkpoint' && origin.directed);

/** What building takes beside the graph itself. A stored one is read to where it stays, but for its offsets, which are stored twice as wide. */
function buildingBytes(n: number, entries: number, origin: Origin): number {
	if (origin.from === 'file') return 28 * entries + 80 * n;
	return origin.from === 'checkpoint' ? 8 * n : 60 * n + 8 * origin.k * n;
}

/** CSR entries of a graph that is to be generated, nearly. */
export const expectedEntries = (n: number, {from, k}: Generated): number =>
	Math.ceil(from === 'ring' ? n * k : symmetrised(k) * n * k);

/** Edges of a file that can be read and run within so many bytes. */
export const edgesWithin = (limit: number): number =>
	largest(entries => forecast(0, entries, {from: 'file'}).total <= limit);

/** Nodes of a generated graph that can be run within so many bytes. */
export const nodesWithin = (limit: number, origin: Generated): number =>
	largest(n => forecast(n, expectedEntries(n, origin), origin).total <= limit);

/** The largest whole number for which something holds that holds below it, 0 when it never does. */
function largest(holds: (value: number) => boolean): number {
	let [low, high] = [0, 2 ** 31 - 1];
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if (holds(middle)) low = middle;
		else high = middle - 1;
	}
	return low;
}

/** Throws `graph-memory` when a run on this graph would need more than there is; `title` stands in the message. No room given: anything goes. */
export function refuseLarge(n: number, entries: number, origin: Origin, room: Room | undefined, title: string): void {
	checkEntries(Math.max(n, entries));
	const need = forecast(n, entries, origin);
	if (room === undefined || need.total <= room.bytes) return;
	const [edges, fits] =
		origin.from === 'file' || origin.from === 'checkpoint'
			? [
					counted(entries),
					`${roughly(largest(e => forecast((n / entries) * e, e, origin).total <= room.bytes))} such edges`,
				]
			: [`about ${roughly(entries)}`, `${roughly(nodesWithin(room.bytes, origin))} nodes with k ${origin.k}`];
	throw new ConnectopError(
		'invalid',
		'graph-memory',
		`${title}: ${counted(n)} nodes and ${edges} edges (undirected ones count twice) need ${needText(need)}; ${roomText(room)}, enough for ${fits}`,
	);
}

/** Throws `graph-memory`: a file has more rows than fit. */
export function refuseRows(file: string, rows: number, room: Room): never {
	throw new ConnectopError(
		'invalid',
		'graph-memory',
		`${file}: has more than ${counted(rows)} edges, and no more fit into memory: ${roomText(room)}`,
	);
}

/** The need in words: `1.32 GB of memory (graph 900 MB, …)`. */
export function needText({graph, metrics, kernel, field, building, total}: Forecast): string {
	const parts = [
		['graph', graph],
		['metrics', metrics],
		['kernel', kernel],
		['field', field],
	] as const;
	const kept = parts.map(([name, bytes]) => `${name} ${sizeText(bytes)}`).join(', ');
	return `${sizeText(total)} of memory (${kept}${building === total ? `; ${sizeText(building)} while it is built` : ''})`;
}

const roomText = ({bytes, whence}: Room): string => `${sizeText(bytes)} may be used (${whence})`;

/** A whole number with its thousands apart. */
const counted = (value: number): string => value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ',');

/** Rounded down to two digits: a forecast is no more exact. */
function roughly(value: number): string {
	const digit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - 1);
	return counted(Math.floor(value / digit) * digit);
}

/** Bytes as people read them: `1.32 GB`, `58 KB`. */
export function sizeText(bytes: number): string {
	// 999.6 MB are 1 GB: three digits are told
	const power = Math.max(1, Math.min(4, Math.floor(Math.log10(bytes * 1.0005) / 3)));
	return `${Number((bytes / 1000 ** power).toPrecision(3))} ${['KB', 'MB', 'GB', 'TB'][power - 1]}`;
}
