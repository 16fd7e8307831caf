import type {PictureGraph} from './data.ts';
import type {Box} from './panel.ts';

/** Most nodes that are drawn; of more, every so-manieth. */
export const nodeLimit = 50_000;

/** Where the nodes of a graph lie in the picture. Coordinates are whole tenths of a pixel: short to write and quick to read. */
export interface Plot {
	readonly x: Int32Array;
	readonly y: Int32Array;
	/** Radius of a node, pixels. */
	readonly radius: number;
	/** Every `stride`-th node is drawn. */
	readonly stride: number;
	readonly drawnNodes: number;
	/** Pixels squared. */
	readonly area: number;
}

/** Maps the unit square onto the box, y downwards as on the screen. Nodes without a finite place go to the corner. */
export function plotOf({n, x, y}: PictureGraph, box: Box): Plot {
	const stride = Math.max(1, Math.ceil(n / nodeLimit));
	const drawnNodes = Math.ceil(n / stride);
	const spacing = Math.sqrt((box.width * box.height) / Math.max(1, drawnNodes));
	const radius = Math.min(9, 0.6 + 0.14 * spacing);
	const inner = {x: box.x + radius, y: box.y + radius, width: box.width - 2 * radius, height: box.height - 2 * radius};
	return {
		x: Int32Array.from(x, value => Math.round(10 * (inner.x + inner.width * unit(value)))),
		y: Int32Array.from(y, value => Math.round(10 * (inner.y + inner.height * unit(value)))),
		radius,
		stride,
		drawnNodes,
		area: box.width * box.height,
	};
}

const unit = (value: number): number => Math.min(1, Math.max(0, value || 0));
