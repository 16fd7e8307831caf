/** Rows of a view between its header and its key bar. */
export const bodyHeight = (height: number): number => Math.max(0, height - 3);

/** Rows below which two panels do not share a view. */
export const leastShared = 12;

/** Heights, borders included, of a view's two panels, the second under the first; a panel without room has 0. */
export interface Split {
	readonly first: number;
	readonly second: number;
}

interface Wanted {
	/** Whether there is anything to show in the second panel; where there is no room for two, it stands alone then. */
	readonly second: boolean;
	readonly focus: number | undefined;
	readonly zoomed: boolean;
}

/** The panels of the Events view, and of the Checkpoints view on a narrow terminal. */
export function split(height: number, {second, focus, zoomed}: Wanted): Split {
	const body = bodyHeight(height);
	if (!second) return {first: body, second: 0};
	if (body < leastShared) return {first: 0, second: body};
	if (zoomed) return focus === 1 ? {first: 0, second: body} : {first: body, second: 0};
	const part = Math.min(16, Math.max(4, Math.floor(0.45 * body)));
	return {first: body - part, second: part};
}

/** Columns from which list and detail stand beside each other, and cells of the list then. */
const besideFrom = 110;
const listWidth = 78;

/** Width and height of the panel beside or under the list; 0 × 0 when the list has everything. */
export function checkpointPlan(
	width: number,
	height: number,
	{focus, zoomed}: {readonly focus: number | undefined; readonly zoomed: boolean},
): {
	readonly list: readonly [width: number, height: number];
	readonly detail: readonly [width: number, height: number];
} {
	const body = bodyHeight(height);
	if (zoomed) return focus === 1 ? {list: [0, 0], detail: [width, body]} : {list: [width, body], detail: [0, 0]};
	if (width >= besideFrom) return {list: [listWidth, body], detail: [width - listWidth, body]};
	const {first, second} = split(height, {second: focus === 1 || body >= leastShared, focus, zoomed});
	return {list: [width, first], detail: [width, second]};
}
