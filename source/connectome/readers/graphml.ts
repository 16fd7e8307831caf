import type {EdgeTable} from '../graph.ts';
import type {Input} from './byte-window.ts';
import {typeWords} from './columns.ts';
import {isGapJunction} from './edge-kinds.ts';
import {fault, shown} from './fault.ts';
import type {ReadOptions} from './read-options.ts';
import {readXml, type XmlElement} from './xml.ts';
import {xmlGraph} from './xml-graph.ts';

/** A declared attribute (`<key>`) of nodes or edges. */
interface Key {
	readonly name: string;
	default?: string;
}

/** A node or edge while it is open, with its data by attribute name. */
interface Part {
	readonly element: XmlElement;
	readonly data: Map<string, string>;
}

/**
Reads GraphML (http://graphml.graphdrawing.org/specification.html): edge attributes `weight` and one that says the type, node attributes
`label` or `name`, `x` and `y`; `edgedefault` and `directed` give the direction. Edges either all have a weight or none has.
*/
export function readGraphml(input: Input, file: string, from: number, options: ReadOptions): EdgeTable {
	const graph = xmlGraph(file, options);
	const keys = {node: new Map<string, Key>(), edge: new Map<string, Key>()};
	const parts: Part[] = [];
	let key: Key | undefined;
	/** What edges are by default, of the graph and those it lies in: graphs may be nested. */
	const defaults: boolean[] = [];
	let unweightedLine = 0;
	let weighted = 0;

	function declareKey({attributes}: XmlElement): void {
		const id = attributes['id'] ?? '';
		key = {name: (attributes['attr.name'] ?? id).toLowerCase()};
		const domain = attributes['for'] ?? 'all';
		if (domain === 'node' || domain === 'all') keys.node.set(id, key);
		if (domain === 'edge' || domain === 'all') keys.edge.set(id, key);
	}

	function readDefault(value: string | undefined, line: number): boolean {
		if (value === 'directed' || value === 'undirected') return value === 'undirected';
		throw fault('graph-xml', file, line, `edgedefault is ${shown(value ?? '')}; directed and undirected are allowed`);
	}

	function addNode({element, data}: Part): void {
		const node = graph.node(element);
		graph.label(node, data.get('label') ?? data.get('name') ?? '');
		graph.place(node, Number(data.get('x') || Number.NaN), Number(data.get('y') || Number.NaN));
	}

	function addEdge({element, data}: Part): void {
		const {attributes, line} = element;
		const text = data.get('weight');
		if (text === undefined) unweightedLine ||= line;
		else weighted++;
		const weight = text === undefined ? 1 : Number(text);
		if (text === '' || !Number.isFinite(Math.fround(weight)))
			throw fault('graph-weight', file, line, `the weight ${shown(text ?? '')} is no finite number`);
		const type = [...typeWords].map(word => data.get(word)).find(value => value !== undefined) ?? '';
		const own = attributes['directed'];
		if (own !== undefined && own !== 'true' && own !== 'false')
			throw fault('graph-xml', file, line, `directed is ${shown(own)}; true and false are allowed`);
		const bothWays = own === undefined ? defaults.at(-1) === true : own === 'false';
		graph.edge(element, weight, graph.kinds.kindOf(type, bothWays || isGapJunction(type), line));
	}

	readXml(input, file, from, {
		open(element) {
			const {name, attributes, line} = element;
			if (name === 'key') declareKey(element);
			if (name === 'graph') defaults.push(readDefault(attributes['edgedefault'], line));
			if (name === 'hyperedge') throw fault('graph-xml', file, line, 'has a hyperedge; an edge joins two nodes');
			if (name === 'node' || name === 'edge') parts.push({element, data: new Map(defaultsOf(keys[name]))});
		},
		close({name, attributes}, text) {
			const part = parts.at(-1);
			if (name === 'default' && key) key.default = text;
			if (name === 'key') key = undefined;
			if (name === 'data' && part) {
				const id = attributes['key'] ?? '';
				const declared = keys[part.element.name === 'node' ? 'node' : 'edge'].get(id);
				part.data.set(declared?.name ?? id.toLowerCase(), text);
			}
			if (name === 'graph') defaults.pop();
			if (name === 'node' || name === 'edge') parts.pop();
			if (part && name === 'node') addNode(part);
			if (part && name === 'edge') addEdge(part);
		},
	});
	if (weighted > 0 && unweightedLine > 0)
		throw fault(
			'graph-weight',
			file,
			unweightedLine,
			'the edge has no weight; every edge needs one, or none of them, or the key a <default>',
		);
	return graph.finish('GraphML', options);
}

function* defaultsOf(keys: ReadonlyMap<string, Key>): Generator<[string, string]> {
	for (const {name, default: value} of keys.values()) if (value !== undefined) yield [name, value];
}
