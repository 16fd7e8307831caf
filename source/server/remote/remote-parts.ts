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

/** Nothing is drawn yet. `named`: whether the graph's nodes have names. */
export function createRemoteParts(named: boolean, {say, nodes}: Reach): RemoteParts {
	const listeners = new Set<() => void>();
	let said: string | undefined;
	let part: GraphPart | undefined;
	let field = new Float32Array(0);
	let watched: Watched = {nodes: [], values: []};

	return {
		named,
		look({x, y, zoom, columns, rows}: PartLook, nodesWatched) {
			const text = JSON.stringify({x, y, zoom, columns, rows, watched: nodesWatched});
			if (text === said) return;
			said = text;
			say(text);
		},
		again() {
			if (said !== undefined) say(said);
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
