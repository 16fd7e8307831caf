import {type Degrees, degreesOf} from '../connectome/node-degrees.ts';
import {createNodeGrid, type NodeGrid} from '../draw/node-grid.ts';
import type {RunClient} from '../run/client.ts';
import type {PartLook} from '../run/graph-part.ts';
import type {Frame, RunFacts} from '../run/protocol.ts';
import {type MadePart, makePart} from './graph-part.ts';

/** A graph up to this size a screen holds itself: nodes, and entries of its rows. */
const [mostNodes, mostEntries] = [20_000, 1_000_000];
/** Looks that are kept for who comes back to them, or looks at the same. */
const mostParts = 4;
/** From this zoom on a window has few enough of all nodes for a grid to find them sooner. */
const gridZoom = 2;

/** Whether screens get the part of a graph that they draw, and not all of it. */
export const isLarge = ({graph}: RunFacts): boolean => graph.nodes > mostNodes || graph.entries > mostEntries;

/** What a look shows, and its values at the time of a frame. */
export interface SharedPart {
	readonly part: MadePart['part'];
	/** Found once a frame, for however many look at the same; overwritten by those of the next. */
	values(frame: Frame): Float32Array;
}

/** Makes the parts of a run's graph that screens look at. */
export interface PartDesk {
	partOf(look: PartLook): SharedPart;
	degrees(): Degrees;
}

const desks = new WeakMap<RunClient, Promise<PartDesk>>();

/** The desk of a run, one for all who look at it. */
export function partDesk(run: RunClient): Promise<PartDesk> {
	let desk = desks.get(run);
	if (!desk) {
		desk = openDesk(run);
		desks.set(run, desk);
		desk.catch(() => desks.delete(run)); // who asked hears of it; it may be asked for again
	}
	return desk;
}

async function openDesk(run: RunClient): Promise<PartDesk> {
	const graph = await run.mapGraph();
	const parts = new Map<string, SharedPart>();
	let grid: NodeGrid | undefined;
	let degrees: Degrees | undefined;
	const allDegrees = () => {
		degrees ??= degreesOf(graph);
		return degrees;
	};
	const gridFor = ({zoom}: PartLook) => {
		if (zoom < gridZoom) return undefined;
		grid ??= createNodeGrid(graph);
		return grid;
	};

	function partOf(look: PartLook): SharedPart {
		const {x, y, zoom, columns, rows} = look;
		const name = [x, y, zoom, columns, rows].join(' ');
		const part = parts.get(name) ?? shared(makePart(graph, gridFor(look), allDegrees(), {x, y, zoom, columns, rows}));
		parts.delete(name);
		parts.set(name, part);
		const [oldest] = parts.keys();
		if (parts.size > mostParts && oldest !== undefined) parts.delete(oldest);
		return part;
	}

	return {partOf, degrees: allDegrees};
}

function shared({part, valuesOf, size}: MadePart): SharedPart {
	const values = new Float32Array(size);
	let of: Frame['status'] | undefined;
	return {
		part,
		values({field, status}) {
			const same = of?.tick === status.tick && of.epoch === status.epoch && of.revision === status.revision;
			if (!same) valuesOf(field, values);
			of = status;
			return values;
		},
	};
}
