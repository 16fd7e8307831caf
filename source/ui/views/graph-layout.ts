/** Where the map and what is said of the picked node stand, in cells, borders included. */
export interface GraphLayout {
	readonly map?: {readonly width: number; readonly height: number};
	readonly side?: {readonly width: number; readonly height: number};
	/** The panel stands to the right of the map, not below it. */
	readonly beside: boolean;
	/** Rows below the map that say the most important of the picked node where there is no room for a panel. */
	readonly lines: number;
}

const besideFrom = 76;

/** The layout of `rows` rows of `width` cells; `whole` is the panel that takes all of them. */
export function graphLayoutOf(
	width: number,
	rows: number,
	{picked, whole}: {readonly picked: boolean; readonly whole: 'map' | 'side' | undefined},
): GraphLayout {
	const all = {width, height: rows};
	if (whole === 'side') return {side: all, beside: false, lines: 0};
	if (whole === 'map') return {map: all, beside: false, lines: 0};
	if (width >= besideFrom) {
		const side = Math.min(46, Math.max(38, Math.floor(0.28 * width)));
		return {map: {width: width - side, height: rows}, side: {width: side, height: rows}, beside: true, lines: 0};
	}
	if (rows >= 18) {
		const side = Math.min(16, Math.floor(0.45 * rows));
		return {map: {width, height: rows - side}, side: {width, height: side}, beside: false, lines: 0};
	}
	const lines = picked && rows >= 7 ? 2 : 0;
	return {map: {width, height: rows - lines}, beside: false, lines};
}
