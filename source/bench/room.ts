import process from 'node:process';
import {bytes} from '../draw/number.ts';
import {type Entrant, nameOf} from './entrant.ts';
import {ownKernels} from './own-entrants.ts';
import {randomEdgeCount} from './random-edges.ts';
import type {BenchGraph} from './workload.ts';

/** A graph to measure on. */
export interface BenchSize {
	readonly graph: BenchGraph;
	readonly nodes: number;
}

/** Memory that the system keeps for itself is not asked for. */
export const memoryLimit = (): number => 0.8 * process.availableMemory();

/** Directed edges of a size, before it is made: nearest neighbours are not always each other's. */
export const entriesOf = ({graph, nodes}: BenchSize): number => (graph === 'random' ? randomEdgeCount : 14 * nodes);

/** The entrants whose forecasts fit together; the least telling are left out first. */
export function thoseThatFit(
	entrants: readonly Entrant[],
	size: BenchSize,
	memory: number,
): {
	readonly fitting: readonly Entrant[];
	readonly tooLarge: readonly {readonly name: string; readonly reason: string}[];
} {
	const {nodes} = size;
	const entries = entriesOf(size);
	const most = Math.max(...entrants.map(each => each.threads));
	const weight = ({id, threads, noise}: Entrant): number =>
		(id === 'cpu' ? 0 : threads === most ? 1 : 3) +
		(noise === 'none' ? 0 : 4) +
		(id in ownKernels || id.startsWith('c-') ? 0 : 1);
	let left = memory;
	const chosen = new Set<Entrant>();
	for (const each of entrants.toSorted((a, b) => weight(a) - weight(b))) {
		const need = each.bytes(nodes, entries);
		if (need > left) continue;
		left -= need;
		chosen.add(each);
	}
	// Without what all are compared with nobody is measured.
	const usable = (each: Entrant) =>
		entrants.some(other => chosen.has(other) && other.id === 'cpu' && other.noise === each.noise);
	const fitting = entrants.filter(each => chosen.has(each) && usable(each));
	const tooLarge = entrants
		.filter(each => !fitting.includes(each))
		.map(each => ({
			name: nameOf(each),
			reason: `needs about ${bytes(each.bytes(nodes, entries))} beside the others; ${bytes(memory)} may be used`,
		}));
	return {fitting, tooLarge};
}
