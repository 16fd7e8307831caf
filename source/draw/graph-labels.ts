import type {GraphScene} from './graph-scene.ts';
import {truncate, widthOf} from './text.ts';

/** A node that is to be named, with a clean text. */
export interface Name {
	readonly node: number;
	readonly text: string;
	/** How much it matters; the names of a style are drawn alike. */
	readonly style: 'picked' | 'chosen' | 'near' | 'other';
}

/** A name in its place. */
export interface Label extends Name {
	/** First cell. */
	readonly cell: number;
	/** Cells. */
	readonly width: number;
}

/** Names longer than this are cut. */
const longest = 14;

/** The cell of a node; −1 when it is out of the window. */
export function cellOfNode({nodes, nodeCell}: GraphScene, node: number): number {
	let [low, high] = [0, nodes.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (nodes[middle]! < node) low = middle + 1;
		else high = middle;
	}
	return nodes[low] === node ? nodeCell[low]! : -1;
}

/** Gives names their places, the first ones first (a picked node's before all): right of the node or left of it, over no node and no other name. What has no place is left out. */
export function placeLabels(scene: GraphScene, names: Iterable<Name>, mark: string): readonly Label[] {
	const {width, nodesIn} = scene;
	const taken = Uint8Array.from(nodesIn, count => (count > 0 ? 1 : 0));
	const placed: Label[] = [];
	for (const name of names) {
		const cell = cellOfNode(scene, name.node);
		if (cell < 0) continue;
		const text = truncate(name.text, longest, mark);
		const size = widthOf(text);
		if (size === 0) continue;
		const column = cell % width;
		const row = cell - column;
		const own = name.style === 'picked' ? 1 : 0; // its brackets
		if (own) taken.fill(1, row + Math.max(0, column - 1), row + Math.min(width, column + 2));
		// A cell at either side stays free as well, so that names do not run into what is beside them.
		const free = (first: number, last: number) => {
			if (first < 0 || last >= width) return false;
			for (let at = Math.max(0, first - 1); at <= Math.min(width - 1, last + 1); at++)
				if (Math.abs(at - column) > own && taken[row + at]) return false;
			return true;
		};
		const right = column + 2;
		const left = column - 1 - size;
		const first = free(right, right + size - 1) ? right : free(left, left + size - 1) ? left : -1;
		if (first < 0) continue;
		taken.fill(1, row + first, row + first + size);
		placed.push({...name, text, cell: row + first, width: size});
	}
	return placed;
}
