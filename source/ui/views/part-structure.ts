import type {GraphPart, NodeReport} from '../../run/graph-part.ts';
import {type GraphStructure, type Neighbour, type Numbered, walkOf} from './graph-structure.ts';
import {lastFor} from './memo.ts';

/** What is known of the nodes of a graph that its run keeps: the part that is drawn, and what was asked for. */
export interface PartStructure extends GraphStructure {
	/** The part that is drawn now. */
	show(part: GraphPart): void;
	/** What was answered about a node. */
	learn(report: NodeReport): void;
	learnHubs(reports: readonly NodeReport[]): void;
	/** Places of nodes that were asked for, and of those they are joined to. */
	places(): ReadonlyMap<number, readonly [x: number, y: number]>;
}

/** Reports that are kept. */
const mostReports = 32;
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
	const places = new Map<number, readonly [number, number]>();
	const x: Record<number, number> = {};
	const y: Record<number, number> = {};
	const names: Record<number, string> = {};
	const degrees: Record<number, number> = {};
	let hubs: readonly number[] = [];
	let shown: GraphPart | undefined;
	const walk = lastFor<{readonly order: Int32Array; readonly place: Numbered}>();
	const neighbours = lastFor<readonly Neighbour[]>();

	function place(node: number, atX: number, atY: number, name: string | undefined): void {
		places.set(node, [atX, atY]);
		x[node] = atX;
		y[node] = atY;
		if (name !== undefined) names[node] = name;
	}

	function forget(part: GraphPart): void {
		for (const node of part.nodes) {
			if (places.has(node)) continue;
			delete x[node];
			delete y[node];
			delete names[node];
			delete degrees[node];
		}
	}

	function show(part: GraphPart): void {
		if (part === shown) return;
		if (shown) forget(shown);
		shown = part;
		for (let at = 0; at < part.nodes.length; at++) {
			const node = part.nodes[at]!;
			x[node] = part.x[at]!;
			y[node] = part.y[at]!;
			if (part.names) names[node] = part.names[at]!;
			if (!part.dense) degrees[node] = part.degrees[at]!;
		}
	}

	function learn(report: NodeReport): void {
		const {node, name, incoming, outgoing, near} = report;
		place(node, report.x, report.y, name);
		degrees[node] = directed ? incoming + outgoing : incoming;
		for (const each of near) place(each.node, each.x, each.y, each.name);
		reports.set(node, report);
		const [oldest] = reports.keys();
		if (reports.size > mostReports && oldest !== undefined) reports.delete(oldest);
	}

	return {
		graph: {n, directed, x, y, ...(named ? {names} : {})},
		whole: undefined,
		show,
		learn,
		learnHubs(list) {
			for (const {node, name, joined, x: atX, y: atY} of list) {
				place(node, atX, atY, name);
				degrees[node] = joined;
			}
			hubs = list.map(({node}) => node);
		},
		places: () => places,
		knows: node => reports.has(node),
		neighboursOf(node) {
			const near = reports.get(node)?.near;
			return neighbours([near], () =>
				(near ?? []).map(each => ({node: each.node, incoming: each.incoming, outgoing: each.outgoing})),
			);
		},
		joinedTo: node => reports.get(node)?.joined ?? 0,
		degreeOf: node => reports.get(node) ?? nothing,
		degrees: () => degrees,
		walk: () => walk([shown], () => walkThrough(shown)),
		hubs: () => hubs,
	};
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
