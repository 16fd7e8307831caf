/** The panels at the right of the map. */
export type PanelId = 'field' | 'cohesion' | 'complexity' | 'share' | 'counts' | 'cost';

/** Everything of the Live view that can have the focus. */
export type FocusId = PanelId | 'map' | 'events' | 'history' | 'recorded';

export interface Placed {
	readonly id: PanelId;
	/** Rows, borders included. */
	readonly height: number;
}

/** How the Live view divides a terminal. All sizes in cells, borders included. */
export interface Layout {
	/** Absent when the map has no room. */
	readonly map?: {readonly width: number; readonly height: number};
	/** At the right of the map, or under it when the terminal is narrow. */
	readonly columns: readonly {readonly width: number; readonly panels: readonly Placed[]}[];
	readonly beside: boolean;
	/** Rows of the columns when they have no room for frames: plain lines. */
	readonly lines: number;
	/** Rows of the events, 1: the newest alone, without a frame. */
	readonly events: number;
}

/** A panel, the heights it looks well at, and whether it takes what is left. */
interface Spec {
	readonly id: PanelId;
	readonly heights: readonly number[];
	readonly grows?: true;
}

const field: Spec = {id: 'field', heights: [8, 14, 20]};
const cohesion: Spec = {id: 'cohesion', heights: [4, 5, 12]};
const complexity: Spec = {id: 'complexity', heights: [4, 5]};
const share: Spec = {id: 'share', heights: [8], grows: true};
const counts: Spec = {id: 'counts', heights: [8], grows: true};
const cost: Spec = {id: 'cost', heights: [8], grows: true};

const arrangements: readonly (readonly (readonly Spec[])[])[] = [
	[[field, cohesion, complexity, share]],
	[
		[field, cohesion, complexity, cost],
		[share, counts],
	],
	[
		[field, cost],
		[cohesion, complexity],
		[share, counts],
	],
];

/** What stands in the place of the panels at the right: the past, or what is recorded. */
export type InPlace = 'history' | 'recorded' | undefined;

/** What can have the focus on a terminal of this size, in the order of tab; `inPlace`: what stands in the place of the panels. */
export function livePanels(width: number, height: number, inPlace: InPlace): readonly FocusId[] {
	if (width < 40 || height < 10) return [];
	const {map, columns, lines, events} = layoutOf(width, height);
	const placed: readonly FocusId[] = inPlace
		? [inPlace]
		: lines > 0
			? []
			: columns.flatMap(({panels}) => panels.map(({id}) => id));
	return [...(map ? (['map'] as const) : []), ...placed, ...(events > 1 ? (['events'] as const) : [])];
}

const narrowest = 38;
const widest = 58;

/** The layout of a terminal of at least 40 × 10 cells: two rows of header on top, one of keys at the bottom. */
export function layoutOf(width: number, height: number): Layout {
	const events = height >= 50 ? 8 : height >= 34 ? 5 : height >= 20 ? 4 : 1;
	const main = height - 3 - events;
	if (width < narrowest + 20) return narrow(width, main, events);
	// A cell is twice as high as wide: this map shows the unit square as a square.
	const square = Math.max(20, 2 * (main - 2) + 2);
	const count = width - square >= 3 * 46 ? 3 : width - square >= 2 * 46 ? 2 : 1;
	const columnWidth = Math.min(widest, Math.max(narrowest, Math.floor((width - square) / count)));
	const arrangement = arrangements[count - 1] ?? [];
	const columns = arrangement.map(specs => ({width: columnWidth, panels: stack(specs, main)}));
	return {
		map: {width: width - count * columnWidth, height: main},
		columns,
		beside: true,
		lines: main < 8 ? main : 0,
		events,
	};
}

/** Below each other: the map, if it has eight rows, over the panels. */
function narrow(width: number, main: number, events: number): Layout {
	const below = main >= 16 ? Math.max(8, Math.min(16, Math.floor(main / 2))) : main;
	const panels = stack([field, cohesion, complexity], below);
	const map = main > below ? {map: {width, height: main - below}} : {};
	return {...map, columns: [{width, panels}], beside: false, lines: below < 8 ? below : 0, events};
}

/** Puts as many panels as fit into `height` rows, then lets them grow, the first heights first. */
function stack(specs: readonly Spec[], height: number): Placed[] {
	let left = height;
	const placed: {spec: Spec; height: number}[] = [];
	for (const spec of specs) {
		const least = spec.heights[0] ?? 1;
		if (least > left) continue;
		placed.push({spec, height: least});
		left -= least;
	}
	for (let size = 1; size < 3; size++) {
		for (const panel of placed.toReversed()) {
			const more = (panel.spec.heights[size] ?? panel.height) - panel.height;
			if (more > left) continue;
			panel.height += more;
			left -= more;
		}
	}
	const growing = placed.filter(({spec}) => spec.grows);
	const last = growing.at(-1) ?? placed.at(-1);
	for (const panel of growing) if (panel !== last) panel.height += Math.floor(left / growing.length);
	if (last) last.height += height - placed.reduce((sum, panel) => sum + panel.height, 0);
	return placed.map(panel => ({id: panel.spec.id, height: panel.height}));
}
