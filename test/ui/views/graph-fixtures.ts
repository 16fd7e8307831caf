import fc from 'fast-check';
import {csrFromPairs} from '../../../source/connectome/csr.ts';
import type {Graph} from '../../../source/connectome/graph.ts';

export type Edge = readonly [from: number, to: number, weight?: number];

/** A graph of edges between nodes at given places; undirected ones stand both ways. */
export function graphOf(
	places: ReadonlyArray<readonly [x: number, y: number]>,
	edges: readonly Edge[],
	{directed = true, names}: {readonly directed?: boolean; readonly names?: readonly string[]} = {},
): Graph {
	const all = directed
		? edges
		: edges.flatMap(([a, b, weight = 1]): Edge[] => [
				[a, b, weight],
				[b, a, weight],
			]);
	const csr = csrFromPairs(
		places.length,
		Int32Array.from(all, ([from]) => from),
		Int32Array.from(all, ([, to]) => to),
		Float32Array.from(all, ([, , weight = 1]) => weight),
	);
	return {
		...csr,
		directed,
		x: Float32Array.from(places, ([x]) => x),
		y: Float32Array.from(places, ([, y]) => y),
		...(names ? {names} : {}),
		types: [],
		selfLoops: 0,
		title: 'a graph',
	};
}

/** Nodes on a circle, each joined to the next `k`. */
export function ringGraph(n: number, k = 1, rest: Parameters<typeof graphOf>[2] = {}): Graph {
	const places = Array.from({length: n}, (_, i) => {
		const angle = (2 * Math.PI * i) / n;
		return [0.5 + 0.45 * Math.cos(angle), 0.5 + 0.45 * Math.sin(angle)] as const;
	});
	const edges = places.flatMap((_, i) =>
		Array.from({length: k}, (_, step): Edge => [i, (i + step + 1) % n, 1 + ((i + step) % 5)]),
	);
	return graphOf(
		places,
		edges.filter(([a, b]) => a !== b),
		rest,
	);
}

/** Any graph at all, with nodes at any place, and names from anywhere. */
export const anyGraph = (mostNodes: number): fc.Arbitrary<Graph> =>
	fc.integer({min: 1, max: mostNodes}).chain(n =>
		fc
			.record({
				places: fc.array(fc.tuple(anyPlace, anyPlace), {minLength: n, maxLength: n}),
				pairs: fc.uniqueArray(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), {
					maxLength: 4 * n,
					selector: ([a, b]) => `${Math.min(a, b)} ${Math.max(a, b)}`,
				}),
				directed: fc.boolean(),
				names: fc.option(fc.array(anyName, {minLength: n, maxLength: n}), {nil: undefined}),
			})
			.map(({places, pairs, directed, names}) =>
				graphOf(
					places,
					pairs.filter(([a, b]) => a !== b),
					{directed, ...(names ? {names} : {})},
				),
			),
	);

const anyPlace = fc.oneof(
	{weight: 9, arbitrary: fc.double({min: 0, max: 1, noNaN: true})},
	fc.constantFrom(0, 1, -1, 2, Number.NaN),
);
const anyName = fc.oneof(
	fc.string({unit: 'binary', maxLength: 30}),
	fc.string({unit: 'grapheme', maxLength: 12}),
	fc.constantFrom('', 'AVAL', '\u001B[2J\u001B[31mred', '世界世界', 'a\nb', '‮abc', '12'),
);
