import {edgeTable} from '../edge-table.ts';
import type {EdgeTable} from '../graph.ts';
import {fitUnitSquare} from '../layout.ts';
import type {EdgeKinds} from './edge-kinds.ts';
import {edgeKinds} from './edge-kinds.ts';
import {collectRows} from './edge-rows.ts';
import {checkNodes, fault, shown} from './fault.ts';
import {checkedName} from './name-table.ts';
import type {ReadOptions} from './read-options.ts';
import type {XmlElement} from './xml.ts';

/** What GraphML and GEXF have in common: declared nodes with labels and positions, and edges that refer to them. */
export interface XmlGraph {
	readonly kinds: EdgeKinds;
	/** Declares the node of this element; its index. */
	node(element: XmlElement): number;
	label(node: number, text: string): void;
	place(node: number, x: number, y: number): void;
	/** Adds the edge of this element between its `source` and its `target`, which may be declared later. */
	edge(element: XmlElement, weight: number, kind: number): void;
	finish(format: string, options: ReadOptions): EdgeTable;
}

interface Node {
	readonly id: string;
	/** Line of the first edge that named it, 0 once it is declared. */
	undeclared: number;
	label: string;
	x: number;
	y: number;
}

/** Collects the graph of one file. */
export function xmlGraph(file: string, {memory}: ReadOptions): XmlGraph {
	const nodes: Node[] = [];
	const indices = new Map<string, number>();
	const collector = collectRows(0, file, memory);
	const kinds = edgeKinds(file);

	function indexOf(id: string | undefined, title: string, {name, line}: XmlElement, undeclared: number): number {
		if (id === undefined || id.trim() === '') throw fault('graph-name', file, line, `a <${name}> has no ${title}`);
		const known = indices.get(id);
		if (known !== undefined) return known;
		checkNodes(nodes.length + 1, file, line);
		indices.set(id, nodes.length);
		return (
			nodes.push({id: checkedName(id.trim(), file, line), undeclared, label: '', x: Number.NaN, y: Number.NaN}) - 1
		);
	}

	return {
		kinds,
		node(element) {
			const before = nodes.length;
			const index = indexOf(element.attributes['id'], 'id', element, -1);
			const node = nodes[index]!;
			if (index < before && node.undeclared === 0)
				throw fault('graph-name', file, element.line, `the node ${shown(node.id)} is declared twice`);
			node.undeclared = 0;
			return index;
		},
		label(node, text) {
			nodes[node]!.label = text;
		},
		place(node, x, y) {
			Object.assign(nodes[node]!, {x, y});
		},
		edge(element, weight, kind) {
			const {attributes, line} = element;
			const source = indexOf(attributes['source'], 'source', element, line);
			const target = indexOf(attributes['target'], 'target', element, line);
			collector.add(source, target, weight, kind);
		},
		finish(format, options) {
			const unknown = nodes.find(node => node.undeclared > 0);
			if (unknown)
				throw fault(
					'graph-name',
					file,
					unknown.undeclared,
					`an edge names the node ${shown(unknown.id)}, which the file does not declare`,
				);
			const rows = collector.rows();
			if (rows.length === 0)
				throw fault(
					'graph-empty',
					file,
					undefined,
					`has ${nodes.length} nodes and no edges; a graph has at least one edge`,
				);
			return edgeTable(
				rows,
				{n: nodes.length, names: namesOf(nodes), types: kinds.types, format, file, ...positionsOf(nodes)},
				options,
			);
		},
	};
}

/** Labels where every node has one of its own, ids otherwise. */
function namesOf(nodes: readonly Node[]): string[] {
	const labels = nodes.map(node => node.label);
	const good = labels.every(label => label !== '' && !/\p{Cc}/u.test(label)) && new Set(labels).size === nodes.length;
	return good ? labels : nodes.map(node => node.id);
}

/** Positions where every node has one and they are not all in one place. */
function positionsOf(nodes: readonly Node[]): {x: Float32Array; y: Float32Array} | undefined {
	const x = Float64Array.from(nodes, node => node.x);
	const y = Float64Array.from(nodes, node => node.y);
	const placed = x.every(Number.isFinite) && y.every(Number.isFinite);
	const spread = x.some(value => value !== x[0]) || y.some(value => value !== y[0]);
	return placed && spread ? fitUnitSquare(x, y) : undefined;
}
