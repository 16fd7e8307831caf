import {uniform} from '../base/threefry.ts';

/** As large as the connectome of a fly's brain (FlyWire: 139 thousand neurons, 15 million synaptic connections). */
export const randomNodes = 138_639;
export const randomEdgeCount = 15_000_000;

/** A stream of random numbers that nothing else uses with this seed. */
const [seed, stream] = [1, 77];

/** The ends of edge `e` of the random graph, always the same ones, drawn each from all nodes. */
export const randomEdge = (e: number, nodes: number): [source: number, target: number] => [
	Math.floor(uniform(seed, stream, 0, e) * nodes),
	Math.floor(uniform(seed, stream, 1, e) * nodes),
];

/** The first `count` edges of the random graph but those from a node to itself, as arrays. */
export function randomEdges(
	nodes = randomNodes,
	count = randomEdgeCount,
): {readonly source: Int32Array; readonly target: Int32Array} {
	const [source, target] = [new Int32Array(count), new Int32Array(count)];
	let kept = 0;
	for (let e = 0; e < count; e++) {
		const [a, b] = randomEdge(e, nodes);
		if (a === b) continue;
		[source[kept], target[kept]] = [a, b];
		kept++;
	}
	return {source: source.slice(0, kept), target: target.slice(0, kept)};
}
