import type {GraphPart} from '../../run/graph-part.ts';
import type {Head} from '../schemas.ts';
import {readBody} from '../wire.ts';

type PartHead = Extract<Head, {type: 'part'}>;

/** A part of a graph and its values, as `encodePart` wrote them. Throws `protocol` when something is missing. */
export function decodePart(
	{look, dense, shown, nodes, edges, edgeShare, degreeRange, names}: PartHead,
	body: Float32Array | undefined,
): {readonly part: GraphPart; readonly values: Float32Array} {
	const read = readBody(body);
	const cells = dense ? look.columns * look.rows : 0;
	const part: GraphPart = {
		look,
		dense,
		shown,
		counts: read.integers(cells),
		dots: read.bytes(cells),
		nodes: read.integers(nodes),
		x: read.floats(nodes),
		y: read.floats(nodes),
		degrees: read.floats(dense ? cells : nodes),
		from: read.integers(edges),
		to: read.integers(edges),
		edgeShare,
		degreeRange,
		...(names ? {names} : {}),
	};
	return {part, values: read.floats(dense ? cells : nodes)};
}
