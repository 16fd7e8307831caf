import type {Graph} from '../connectome/graph.ts';

/** Parts of the document are handed on in pieces of about this many characters. */
const pieceLength = 256 * 1024;

/** Attribute names of nodes that mean something to readers: a variable of that name gets a prefix, as in a checkpoint. */
const reserved = new Set(['name', 'label', 'x', 'y']);

/** Values of one variable, one a node. */
export type NodeValues = Readonly<Record<string, Float32Array>>;

/**
A graph as GraphML (http://graphml.graphdrawing.org/specification.html), in pieces. Nodes are called by their index and have name, place and
variables; edges have weight and type. Every edge of an undirected graph stands once; in a directed one each direction that there is stands for
itself. Numbers are written as short as float32 reads them back.
*/
export function* graphmlText(graph: Graph, variables: NodeValues): Generator<string> {
	let piece = '';
	for (const line of lines(graph, variables)) {
		piece += line;
		if (piece.length < pieceLength) continue;
		yield piece;
		piece = '';
	}
	yield piece;
}

function* lines(graph: Graph, variables: NodeValues): Generator<string> {
	const named = Object.entries(variables).map(([name, values], i) => ({
		id: `v${i}`,
		name: reserved.has(name.toLowerCase()) ? `variable.${name}` : name,
		values,
	}));
	yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns"';
	yield ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
	yield ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n';
	if (graph.names) yield key('name', 'node', 'name', 'string');
	yield key('x', 'node', 'x', 'double') + key('y', 'node', 'y', 'double');
	for (const {id, name} of named) yield key(id, 'node', name, 'float');
	yield key('weight', 'edge', 'weight', 'double');
	if (graph.edgeType) yield key('type', 'edge', 'type', 'string');
	yield `\t<graph id="G" edgedefault="${graph.directed ? 'directed' : 'undirected'}">\n`;
	for (let node = 0; node < graph.n; node++) {
		const values = named.map(({id, values}) => data(id, shortest(values[node] ?? Number.NaN)));
		const name = graph.names ? data('name', escaped(graph.names[node] ?? '')) : '';
		const place = data('x', shortest(graph.x[node] ?? 0)) + data('y', shortest(graph.y[node] ?? 0));
		yield `\t\t<node id="${node}">${name}${place}${values.join('')}</node>\n`;
	}
	yield* edges(graph);
	yield '\t</graph>\n</graphml>\n';
}

function* edges({n, rowPtr, colIdx, weight, directed, types, edgeType}: Graph): Generator<string> {
	const typeData = types.map(type => (type === '' ? '' : data('type', escaped(type))));
	for (let target = 0; target < n; target++) {
		for (let e = rowPtr[target] ?? 0; e < (rowPtr[target + 1] ?? 0); e++) {
			const source = colIdx[e] ?? 0;
			if (!directed && source > target) continue; // its twin stands in the other row
			const type = edgeType ? (typeData[edgeType[e] ?? 0] ?? '') : '';
			yield `\t\t<edge source="${source}" target="${target}">${data('weight', shortest(weight[e] ?? 0))}${type}</edge>\n`;
		}
	}
}

const key = (id: string, domain: string, name: string, type: string): string =>
	`\t<key id="${id}" for="${domain}" attr.name="${escaped(name)}" attr.type="${type}"/>\n`;

const data = (id: string, text: string): string => `<data key="${id}">${text}</data>`;

/** Text for XML 1.0, which has no place for most control characters and for halves of characters. */
const escaped = (text: string): string =>
	text
		.toWellFormed()
		.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
		.replace(/[&<>"\r]/g, sign => `&#${sign.charCodeAt(0)};`);

/** The shortest decimal that float32 reads as this value; the names that XML has for what is no number. */
function shortest(value: number): string {
	if (Number.isInteger(value)) return Object.is(value, -0) ? '-0' : String(value);
	if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'INF' : '-INF';
	for (let digits = 6; digits < 9; digits++) {
		const short = Number(value.toPrecision(digits));
		if (Math.fround(short) === value) return String(short);
	}
	return String(Number(value.toPrecision(9)));
}
