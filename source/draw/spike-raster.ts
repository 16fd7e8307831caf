import {dotBit} from './map-graph.ts';
import type {Look} from './style.ts';

/** Points in a plane of nodes over ticks. */
export interface Spikes {
	/** One entry a spike. */
	readonly ticks: readonly number[];
	/** Which node, 0 … `nodes` − 1. */
	readonly places: readonly number[];
	readonly nodes: number;
}

export interface SpikeRasterOptions {
	/** The first and the last tick that are drawn. */
	readonly from: number;
	readonly to: number;
	/** Cells. */
	readonly width: number;
	readonly height: number;
	readonly look: Look;
}

/** Spikes as dots, time to the right and the first node on top: `height` rows of `width` cells. Without braille a mark a cell. */
export function spikeRaster(
	{ticks, places, nodes}: Spikes,
	{from, to, width, height, look}: SpikeRasterOptions,
): string[] {
	const braille = look.glyphs.grade === 'braille';
	const [across, down] = braille ? [2, 4] : [1, 1];
	const [columns, rows] = [Math.max(0, width) * across, Math.max(0, height) * down];
	const cells = new Uint8Array(Math.max(0, width) * Math.max(0, height));
	// Few nodes stand apart, each in the middle of its own rows.
	const rowOf = (place: number) => Math.min(rows - 1, Math.floor(((place + 0.5) / nodes) * rows));
	for (let i = 0; i < ticks.length; i++) {
		const tick = ticks[i] ?? 0;
		if (tick < from || tick > to) continue;
		const column = Math.min(columns - 1, Math.floor(((tick - from) / (to - from + 1)) * columns));
		const row = rowOf(places[i] ?? 0);
		const cell = Math.floor(row / down) * width + Math.floor(column / across);
		cells[cell] = (cells[cell] ?? 0) | (braille ? dotBit(column, row) : 1);
	}
	return Array.from({length: Math.max(0, height)}, (_, row) => {
		let drawn = '';
		for (let column = 0; column < width; column++) {
			const bits = cells[row * width + column] ?? 0;
			drawn += bits === 0 ? ' ' : braille ? String.fromCharCode(0x2800 + bits) : '|';
		}
		const marks = drawn.trim();
		return marks === '' ? drawn : drawn.replace(marks, () => look.paint.accent(marks));
	});
}
