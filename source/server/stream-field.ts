import type {z} from 'zod';
import {ConnectopError} from '../base/errors.ts';
import {issueInWords} from '../base/issue-words.ts';
import {wholeGraph} from '../draw/graph-window.ts';
import {meansOf, rasterOf, sampleOf} from '../draw/raster.ts';
import type {RunClient} from '../run/client.ts';
import type {GraphPart} from '../run/graph-part.ts';
import type {Frame} from '../run/protocol.ts';
import {sampledInCell} from './graph-part.ts';
import {isLarge, partDesk, type SharedPart} from './part-desk.ts';
import {type Head, lookSchema, type Wish} from './schemas.ts';
import {encodeMessage} from './wire.ts';

/** What a client is sent of the field. */
export interface StreamField {
	/** The client has to say what it draws before it is sent any of the field. */
	readonly parts?: {readonly named: boolean};
	/** What goes with a frame: additions to its head, and numbers. */
	body(frame: Frame): {readonly watched?: readonly number[]; readonly numbers: readonly Float32Array[]};
	/** Takes in what a client draws from now on, in place of what it said before. Throws `look`. */
	look(text: string): void;
	/** What a client has to be sent before `body`, if it draws something else than before. */
	part(frame: Frame): Buffer | undefined;
}

/** What a client that asks for `wish` is sent of the field of a run. */
export async function streamField(run: RunClient, {field, columns, rows}: Wish): Promise<StreamField> {
	const look = () => {
		throw new ConnectopError('usage', 'look', 'this stream takes no messages; POST commands');
	};
	const part = () => undefined;
	if (field === 'none') return {body: () => ({numbers: []}), look, part};
	if (field === 'view' && isLarge(run.facts)) return partField(run);
	if (field !== 'cells') return {body: frame => ({numbers: [frame.field]}), look, part};
	const graph = await run.mapGraph();
	const raster = rasterOf(graph, wholeGraph, columns, rows);
	const sample = sampleOf(graph, wholeGraph, raster, sampledInCell(raster.counts.length));
	const means = new Float32Array(raster.counts.length);
	return {
		look,
		part,
		body(frame) {
			meansOf(frame.field, sample, means);
			return {numbers: [means]};
		},
	};
}

function lookFault(error: z.ZodError): string {
	const [issue] = error.issues;
	return issue ? `${issue.path.join('.') || 'it'}: ${issueInWords(issue)}` : error.message;
}

async function partField(run: RunClient): Promise<StreamField> {
	const desk = await partDesk(run);
	const {n, names} = await run.mapGraph();
	let asked: z.infer<typeof lookSchema> | undefined;
	let shown: SharedPart | undefined;
	let watched: readonly number[] = [];
	let watchedValues = new Float32Array(0);

	function look(text: string): void {
		const {success, data, error} = lookSchema.safeParse(parsed(text));
		if (!success) throw new ConnectopError('usage', 'look', `no look: ${lookFault(error)}`);
		asked = data;
	}

	function part(frame: Frame): Buffer | undefined {
		if (!asked) return undefined;
		const {watched: nodes, ...window} = asked;
		asked = undefined;
		watched = nodes.filter(node => node < n);
		watchedValues = new Float32Array(watched.length);
		const next = desk.partOf(window);
		if (next === shown) return undefined;
		shown = next;
		return encodePart(next.part, next.values(frame));
	}

	return {
		parts: {named: names !== undefined},
		look,
		part,
		body(frame) {
			if (!shown) return {numbers: []};
			for (let at = 0; at < watched.length; at++) watchedValues[at] = frame.field[watched[at] ?? 0] ?? Number.NaN;
			return {watched, numbers: [shown.values(frame), watchedValues]};
		},
	};
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined; // the schema says what is wrong
	}
}

/** A part with its values, as `decodePart` reads it. */
export function encodePart(part: GraphPart, values: Float32Array): Buffer {
	const {look, dense, shown, counts, dots, nodes, x, y, names, degrees, degreeRange, from, to, edgeShare} = part;
	const head: Head = {
		type: 'part',
		look,
		dense,
		shown,
		nodes: nodes.length,
		edges: from.length,
		edgeShare,
		degreeRange: [...degreeRange],
		...(names ? {names: [...names]} : {}),
	};
	return encodeMessage(head, counts, dots, nodes, x, y, degrees, from, to, values);
}
