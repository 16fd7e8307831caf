import {didYouMean} from '../../base/nearest-name.ts';
import type {Graph} from '../../connectome/graph.ts';
import {type Degrees, degreesOf} from '../../connectome/node-degrees.ts';
import {formatNodes, type NodeItem} from './node-items.ts';
import {refusal, shortened} from './words.ts';

/** So many names are looked through for one that is near to what was typed. */
const mostNamesCompared = 20_000;

/**
The nodes that items name, in the order in which they are typed, each once. Throws a usage error `record` for a name or an index that the graph has
not, and when nothing matches, saying what there is.
*/
export function selectNodes(graph: Graph, items: readonly NodeItem[]): Int32Array {
	const degrees = () => knownDegrees(graph);
	const places = lazily(() => placesOf(graph.names ?? []));
	const [chosen, nodes] = [new Uint8Array(graph.n), new Int32Array(graph.n)];
	let count = 0;
	const choose = (node: number) => {
		if (chosen[node] === 1) return;
		chosen[node] = 1;
		nodes[count++] = node;
	};
	for (const item of items) chooseNodes(graph, item, {degrees, places, choose});
	if (count > 0) return nodes.slice(0, count);
	const [least, most] = degrees().range;
	throw refusal(`nodes=${shortened(formatNodes(items))} matches no node; degrees here are ${least} to ${most}`);
}

/** Between two ticks a recorder is planned more than once; edges are counted once. */
const counted = new WeakMap<Graph, Degrees>();

function knownDegrees(graph: Graph): Degrees {
	const degrees = counted.get(graph) ?? degreesOf(graph);
	counted.set(graph, degrees);
	return degrees;
}

interface Choice {
	degrees(): Degrees;
	places(): ReadonlyMap<string, number>;
	choose(node: number): void;
}

function chooseNodes(graph: Graph, item: NodeItem, {degrees, places, choose}: Choice): void {
	const {n} = graph;
	switch (item.type) {
		case 'all':
			for (let node = 0; node < n; node++) choose(node);
			return;
		case 'node':
			choose(nodeOf(graph, item, places()));
			return;
		case 'range':
			if (item.to >= n) throw refusal(`node ${Math.max(item.from, n)} does not exist; nodes are 0 to ${n - 1}`);
			for (let node = item.from; node <= item.to; node++) choose(node);
			return;
		case 'degree': {
			const {degreeOf} = degrees();
			for (let node = 0; node < n; node++) if (fits(degreeOf(node), item)) choose(node);
			return;
		}
		case 'top': {
			for (const node of byDegree(n, degrees()).subarray(0, item.count)) choose(node);
		}
	}
}

/** All nodes, those with the most edges first, of several the lowest: sorted by counting, O(N). */
function byDegree(n: number, {degreeOf, range: [least, most]}: Degrees): Int32Array {
	const places = new Int32Array(most - least + 2);
	for (let node = 0; node < n; node++) places[most - degreeOf(node) + 1]!++;
	for (let i = 1; i < places.length; i++) places[i]! += places[i - 1]!;
	const sorted = new Int32Array(n);
	for (let node = 0; node < n; node++) sorted[places[most - degreeOf(node)]!++] = node;
	return sorted;
}

function fits(degree: number, {relation, value}: Extract<NodeItem, {type: 'degree'}>): boolean {
	if (relation === '=') return degree === value;
	return relation === '>=' ? degree >= value : degree <= value;
}

/** A name, then an index (`#12` where names are numbers themselves), then a name in other letter cases. */
function nodeOf(
	{n, names}: Graph,
	{text, quoted}: Extract<NodeItem, {type: 'node'}>,
	places: ReadonlyMap<string, number>,
): number {
	const exact = places.get(text);
	if (exact !== undefined) return exact;
	const index = quoted ? undefined : /^#?(\d+)$/.exec(text)?.[1];
	if (index !== undefined) {
		if (Number(index) < n) return Number(index);
		throw refusal(`node ${shortened(index)} does not exist; nodes are 0 to ${n - 1}`);
	}
	if (!names)
		throw refusal(`"${shortened(text)}" is no node; nodes have no names here but 0 to ${n - 1}, 0-9, all, degree>=20`);
	const wanted = text.toLowerCase();
	const same = names.flatMap((name, node) => (name.toLowerCase() === wanted ? [node] : []));
	const [first] = same;
	if (first !== undefined && same.length === 1) return first;
	const near = didYouMean(text, names.slice(0, mostNamesCompared));
	throw refusal(`no node is called "${shortened(text)}"; nodes are also 0 to ${n - 1}${near}`);
}

/** Where each name stands first. */
function placesOf(names: readonly string[]): ReadonlyMap<string, number> {
	const places = new Map<string, number>();
	names.forEach((name, node) => {
		if (!places.has(name)) places.set(name, node);
	});
	return places;
}

function lazily<T>(make: () => T): () => T {
	let made: T | undefined;
	return () => (made ??= make());
}
