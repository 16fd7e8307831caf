import type {GraphPart, NodeReport} from '../../run/graph-part.ts';
import {type GraphStructure, type KnownGraph, type Neighbour, type Numbered, walkOf} from './graph-structure.ts';
import {lastFor} from './memo.ts';

/** What is known of the nodes of a graph that its run keeps: the part that is drawn, and what was asked for. */
export interface PartStructure extends GraphStructure {
	/** The part that is drawn now. */
	show(part: GraphPart): void;
	/** What was answered about a node. */
	learn(report: NodeReport): void;
	learnHubs(reports: readonly NodeReport[]): void;
}

/** Reports that are kept. */
const mostReports = 32;
const none: readonly Neighbour[] = [];
const nothing = {incoming: 0, outgoing: 0, strengthIn: 0, strengthOut: 0};

/** Nothing is known yet of a graph of `n` nodes, which have names or not. */
export function createPartStructure({
	n,
	directed,
	named,
}: {
	readonly n: number;
	readonly directed: boolean;
	readonly named: boolean;
}): PartStructure {
	const reports = new Map<number, NodeReport>();
	let hubs: readonly NodeReport[] = [];
	let shown: GraphPart | undefined;
	let found: Nodes | undefined;
	const walk = lastFor<{readonly order: Int32Array; readonly place: Numbered}>();
	const hubNodes = lastFor<readonly number[]>();

	/** Found anew after each change, so that what is not kept any more takes no memory. */
	function known(): Nodes {
		found ??= nodesOf([...hubs, ...reports.values()], shown, directed);
		return found;
	}

	function show(part: GraphPart): void {
		if (part === shown) return;
		shown = part;
		found = undefined;
	}

	function learn(report: NodeReport): void {
		reports.delete(report.node); // the newest is the last one
		reports.set(report.node, report);
		const [oldest] = reports.keys();
		if (reports.size > mostReports && oldest !== undefined) reports.delete(oldest);
		found = undefined;
	}

	const graph = {
		n,
		directed,
		get x() {
			return known().x;
		},
		get y() {
			return known().y;
		},
		get names() {
			return named ? known().names : undefined;
		},
	} as KnownGraph;

	return {
		graph,
		whole: undefined,
		show,
		learn,
		learnHubs(list) {
			hubs = list;
			found = undefined;
		},
		knows: node => reports.has(node),
		neighboursOf: node => reports.get(node)?.near ?? none,
		joinedTo: node => reports.get(node)?.joined ?? 0,
		degreeOf: node => reports.get(node) ?? nothing,
		degrees: () => known().degrees,
		walk: () => walk([shown], () => walkThrough(shown)),
		hubs: () => hubNodes([hubs], () => hubs.map(({node}) => node)),
	};
}

/** What is known of single nodes. */
interface Nodes {
	readonly x: Record<number, number>;
	readonly y: Record<number, number>;
	readonly names: Record<number, string>;
	readonly degrees: Record<number, number>;
}

/** What the part that is drawn says of its nodes, and what was answered about others and those that they are joined to. */
function nodesOf(reports: readonly NodeReport[], part: GraphPart | undefined, directed: boolean): Nodes {
	const nodes: Nodes = {x: {}, y: {}, names: {}, degrees: {}};
	const place = (node: number, x: number, y: number, name: string | undefined) => {
		nodes.x[node] = x;
		nodes.y[node] = y;
		if (name !== undefined) nodes.names[node] = name;
	};
	for (const {node, name, incoming, outgoing, x, y, near} of reports) {
		place(node, x, y, name);
		nodes.degrees[node] = directed ? incoming + outgoing : incoming;
		for (const each of near) place(each.node, each.x, each.y, each.name);
	}
	if (!part) return nodes;
	for (const [at, node] of part.nodes.entries()) {
		place(node, part.x[at]!, part.y[at]!, part.names?.[at]);
		if (!part.dense) nodes.degrees[node] = part.degrees[at]!;
	}
	return nodes;
}

/** Those of the part's nodes that lie in its window, by the curve. */
function walkThrough(part: GraphPart | undefined) {
	const place: Record<number, number> = {};
	if (!part) return {order: new Int32Array(0), place};
	const {nodes, x, y} = part;
	const order = walkOf({n: nodes.length, x, y}).order.map(at => nodes[at]!);
	for (const [at, node] of order.entries()) place[node] = at;
	return {order, place};
}
