import {readFileSync} from 'node:fs';
import type {EdgeTable} from '../../../source/connectome/graph.ts';
import {readGraph} from '../../../source/connectome/readers/read-graph.ts';
import type {ReadOptions} from '../../../source/connectome/readers/read-options.ts';

/** Reads a graph from text as if it stood in a file of this name. */
export const readText = (text: string, name = 'graph.txt', options: ReadOptions = {}): EdgeTable =>
	readGraph(new TextEncoder().encode(text), name, options);

/** Reads one of fixtures/graphs. */
export const readFixture = (name: string, options: ReadOptions = {}): EdgeTable =>
	readGraph(readFileSync(new URL(`../../../fixtures/graphs/${name}`, import.meta.url)), name, options);

/** The entries of a table as people write them: `a→b 2 chemical`, sorted. */
export function edgesOf({source, target, weight, edgeType, types, names}: EdgeTable): string[] {
	const edge = (j: number, e: number) => {
		const type = edgeType ? ` ${types[edgeType[e] ?? 0]}` : '';
		return `${names?.[j]}→${names?.[target[e] ?? 0]} ${weight[e]}${type}`;
	};
	return Array.from(source, edge).sort();
}
