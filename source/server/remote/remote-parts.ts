import type {GraphPart, GraphParts, NodeReport, PartLook, Watched} from '../../run/graph-part.ts';
import type {Frame} from '../../run/protocol.ts';
import type {Head} from '../schemas.ts';
import {decodePart} from './decode-part.ts';

/** The part of a large graph that a screen draws, as its run sends it. */
export interface RemoteParts extends GraphParts {
	/** A part that was asked for. */
	takePart(head: Extract<Head, {type: 'part'}>, body: Float32Array | undefined): void;
	/** Values of a frame: those of the part, then those of the nodes that are watched. */
	takeValues(values: Float32Array | undefined, watched: readonly number[]): void;
	/** What a frame shows. */
	shown(): Pick<Frame, 'field' | 'part' | 'watched'>;
	/** Says again what is drawn, on a new connection. */
	again(): void;
}

/** How to reach the run. */
interface Reach {
	say(text: string): void;
	nodes(of: string | undefined): Promise<readonly NodeReport[]>;
}

/** Cells on a side that a run makes pictures of at most; a larger terminal shows each more than once. */
const mostCells = 1000;

/** Nothing is drawn yet. `named`: whether the graph's nodes have names. */
export function createRemoteParts(named: boolean, {say, nodes}: Reach): RemoteParts {
	const listeners = new Set<() => void>();
	/** What is wanted now, what was said last, and the window of that while its part has not come. */
	let wanted: string | undefined;
	let said: string | undefined;
	let window = '';
	let waiting = false;
	let part: GraphPart | undefined;
	let field = new Float32Array(0);
	let watched: Watched = {nodes: [], values: []};

	/** One window at a time: while a key is held down, those that are passed over are not asked for. */
	function sayWanted(): void {
		if (wanted === undefined || wanted === said) return;
		said = wanted;
		const next = said.slice(0, said.indexOf('"watched"'));
		if (next !== window) waiting = true;
		window = next;
		say(said);
	}

	return {
		named,
		look({x, y, zoom, ...cells}: PartLook, nodesWatched) {
			const columns = Math.max(1, Math.min(mostCells, cells.columns));
			const rows = Math.max(1, Math.min(mostCells, cells.rows));
			wanted = JSON.stringify({x, y, zoom, columns, rows, watched: nodesWatched});
			if (!waiting) sayWanted();
		},
		again() {
			said = undefined;
			window = '';
			sayWanted();
		},
		async report(of) {
			const [report] = await nodes(of);
			if (!report) throw new Error(`the run answered nothing about ${of}`);
			return report;
		},
		hubs: () => nodes(undefined),
		onArrival(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		takePart(head, body) {
			const decoded = decodePart(head, body);
			part = decoded.part;
			field = decoded.values as Float32Array<ArrayBuffer>;
			waiting = false;
			sayWanted();
			for (const listener of listeners) listener();
		},
		takeValues(values, nodesWatched) {
			if (!values || values.length !== field.length + nodesWatched.length) return;
			const before = watched.nodes;
			const changed = nodesWatched.length !== before.length || nodesWatched.some((node, at) => node !== before[at]);
			watched = {nodes: nodesWatched, values: values.subarray(field.length)};
			field = values.subarray(0, field.length) as Float32Array<ArrayBuffer>;
			if (changed) for (const listener of listeners) listener();
		},
		shown: () => (part ? {field, part, watched} : {field}),
	};
}
