import {type GraphWindow, isIn, shareOf} from '../../draw/graph-window.ts';
import type {GraphStructure} from './graph-structure.ts';
import type {Region} from './regions.ts';

/** A cell of the picture in a panel of that place, inside its frame and the free cell at each side. */
export interface PictureCell {
	readonly column: number;
	readonly row: number;
	/** Cells of the picture. */
	readonly width: number;
	readonly height: number;
}

/** The cell of the picture that a cell of the terminal is; undefined on the frame. */
export function pictureCell(
	{left, top, width, height}: Omit<Region, 'panel' | 'id'>,
	column: number,
	row: number,
): PictureCell | undefined {
	const cell = {column: column - left - 2, row: row - top - 1, width: width - 4, height: height - 2};
	return cell.column >= 0 && cell.row >= 0 && cell.column < cell.width && cell.row < cell.height ? cell : undefined;
}

/** Where the middle of a cell lies in the window, as shares of its sides. */
export const sharesOf = ({column, row, width, height}: PictureCell): readonly [x: number, y: number] => [
	(column + 0.5) / width,
	(row + 0.5) / height,
];

/** The node nearest a cell of those that are known and in the window, the smallest number of those equally near; a cell is twice as high as wide. */
export function nodeAt(structure: GraphStructure, {x, y, zoom}: GraphWindow, cell: PictureCell): number | undefined {
	const {graph} = structure;
	const [wantedX, wantedY] = sharesOf(cell);
	let nearest: number | undefined;
	let least = Number.POSITIVE_INFINITY;
	for (const node of structure.walk().order) {
		const [shareX, shareY] = [shareOf(graph.x[node] ?? 0, x, zoom), shareOf(graph.y[node] ?? 0, y, zoom)];
		if (!isIn(shareX) || !isIn(shareY)) continue;
		const distance = ((shareX - wantedX) * cell.width) ** 2 + ((shareY - wantedY) * cell.height * 2) ** 2;
		if (distance > least || (distance === least && node > (nearest ?? 0))) continue;
		[nearest, least] = [node, distance];
	}
	return nearest;
}
