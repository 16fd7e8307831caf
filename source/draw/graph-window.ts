/** The part of the unit square that a picture shows: a centre, and how many times a side of the window goes into the square's. */
export interface GraphWindow {
	/** Centre; the window never reaches beyond the square. */
	readonly x: number;
	readonly y: number;
	/** 1 shows everything. */
	readonly zoom: number;
}

/** Everything. */
export const wholeGraph: GraphWindow = {x: 0.5, y: 0.5, zoom: 1};

/** At this zoom nodes of the largest graphs stand apart. */
export const mostZoom = 2048;

/** Positions end a little before the border, so that every node lies in a dot. */
const last = 1 - 1e-7;
/** What rounding may put a node at the border beyond it. */
const slack = 1e-9;

/** `factor` times as near, about the centre; the border of the square pushes the window back in. */
export function zoomed({x, y, zoom}: GraphWindow, factor: number): GraphWindow {
	return inside(x, y, Math.min(mostZoom, Math.max(1, zoom * factor)));
}

/** `factor` times as near, about a place that is given by its shares of the window's sides: what is there stays there, as far as the border lets it. */
export function zoomedAt({x, y, zoom}: GraphWindow, factor: number, shareX: number, shareY: number): GraphWindow {
	const next = Math.min(mostZoom, Math.max(1, zoom * factor));
	const held = (centre: number, share: number) => centre + (share - 0.5) * (1 / zoom - 1 / next);
	return inside(held(x, shareX), held(y, shareY), next);
}

/** Moved by shares of the window's own sides, to the right and down. */
export function panned({x, y, zoom}: GraphWindow, right: number, down: number): GraphWindow {
	return inside(x + right / zoom, y + down / zoom, zoom);
}

/** Moved as little as the border allows so that (x, y) is in the middle, unless it can be seen already. */
export function following(window: GraphWindow, x: number, y: number): GraphWindow {
	if (isIn(shareOf(x, window.x, window.zoom)) && isIn(shareOf(y, window.y, window.zoom))) return window;
	return inside(placeOf(x), placeOf(y), window.zoom);
}

/** Where a coordinate lies between the window's sides: 0 … 1 inside it. What is no number lies at 0 of the square. */
export function shareOf(position: number, centre: number, zoom: number): number {
	return (placeOf(position) - centre) * zoom + 0.5;
}

/** Whether a share lies in the window. */
export const isIn = (share: number): boolean => share >= -slack && share < 1;

/** The dot of a share inside the window, of `dots` side by side. */
export const dotAt = (share: number, dots: number): number =>
	Math.min(dots - 1, Math.max(0, Math.floor(share * dots + slack)));

const placeOf = (position: number): number => (position > 0 ? Math.min(last, position) : 0);

function inside(x: number, y: number, zoom: number): GraphWindow {
	const half = 0.5 / zoom;
	return {x: Math.min(1 - half, Math.max(half, x)), y: Math.min(1 - half, Math.max(half, y)), zoom};
}
