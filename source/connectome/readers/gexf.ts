import type {EdgeTable} from '../graph.ts';
import type {Input} from './byte-window.ts';
import {typeWords} from './columns.ts';
import {directionOf, isGapJunction} from './edge-kinds.ts';
import {fault, shown} from './fault.ts';
import type {ReadOptions} from './read-options.ts';
import {readXml, type XmlElement} from './xml.ts';
import {xmlGraph} from './xml-graph.ts';

/** Titles of declared attributes by id, and their default values by title. */
interface Declared {
	readonly titles: Map<string, string>;
	readonly defaults: Map<string, string>;
}

/** A node or edge while it is open, with its attribute values by title. */
interface Part {
	readonly element: XmlElement;
	readonly values: Map<string, string>;
	x: number;
	y: number;
}

/**
Reads GEXF 1.1 to 1.3 (https://gexf.net): edge weights (1 where none is given, as the format says), `kind` or an attribute that says the type,
labels, positions of the viz module; `defaultedgetype` and `type` give the direction. What changes in time is taken as it stands.
*/
export function readGexf(input: Input, file: string, from: number, options: ReadOptions): EdgeTable {
	const graph = xmlGraph(file, options);
	const declared: Record<string, Declared> = {
		node: {titles: new Map(), defaults: new Map()},
		edge: {titles: new Map(), defaults: new Map()},
	};
	const parts: Part[] = [];
	let model: Declared | undefined;
	let attribute = '';
	let undirected = true;

	function bothWays(value: string, line: number): boolean {
		const answer = directionOf(value);
		if (answer === undefined)
			throw fault(
				'graph-xml',
				file,
				line,
				`the edge type ${shown(value)} is unknown; directed, undirected and mutual are allowed`,
			);
		return answer;
	}

	function addNode({element, values, x, y}: Part): void {
		const node = graph.node(element);
		graph.label(node, (element.attributes['label'] ?? values.get('label') ?? '').trim());
		graph.place(node, x, y);
	}

	function addEdge({element, values}: Part): void {
		const {attributes, line} = element;
		const text = attributes['weight'] ?? values.get('weight') ?? '1';
		const weight = Number(text);
		if (text.trim() === '' || !Number.isFinite(Math.fround(weight)))
			throw fault('graph-weight', file, line, `the weight ${shown(text)} is no finite number`);
		const type =
			attributes['kind'] ?? [...typeWords].map(word => values.get(word)).find(value => value !== undefined) ?? '';
		const own = attributes['type'];
		const mutual = own === undefined ? undirected : bothWays(own, line);
		graph.edge(element, weight, graph.kinds.kindOf(type, mutual || isGapJunction(type), line));
	}

	readXml(input, file, from, {
		open(element) {
			const {name, attributes, line} = element;
			const part = parts.at(-1);
			if (name === 'graph') undirected = bothWays(attributes['defaultedgetype'] ?? 'undirected', line);
			if (name === 'attributes') model = declared[attributes['class'] ?? ''];
			if (name === 'attribute') {
				attribute = (attributes['title'] ?? attributes['id'] ?? '').toLowerCase();
				model?.titles.set(attributes['id'] ?? '', attribute);
			}
			if (name === 'node' || name === 'edge')
				parts.push({element, values: new Map(declared[name]?.defaults), x: Number.NaN, y: Number.NaN});
			if (name === 'attvalue' && part) {
				const id = attributes['for'] ?? attributes['id'] ?? '';
				part.values.set(declared[part.element.name]?.titles.get(id) ?? id.toLowerCase(), attributes['value'] ?? '');
			}
			if (name === 'position' && part)
				Object.assign(part, {x: Number(attributes['x'] || Number.NaN), y: Number(attributes['y'] || Number.NaN)});
		},
		close({name}, text) {
			if (name === 'default') model?.defaults.set(attribute, text);
			if (name === 'attributes') model = undefined;
			if (name !== 'node' && name !== 'edge') return;
			const part = parts.pop();
			if (part && name === 'node') addNode(part);
			if (part && name === 'edge') addEdge(part);
		},
	});
	return graph.finish('GEXF', options);
}
