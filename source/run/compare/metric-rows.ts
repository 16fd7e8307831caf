import {withPieces} from '../past-log.ts';
import {type Names, rowsOf} from '../past-rows.ts';
import {type Lineage, pieceOf} from './lineage.ts';

/** Bytes of a log that are in memory at a time. */
const pieceBytes = 256 * 1024;

/** A row of metrics: its tick, and its numbers by the index that their names have. */
export interface MetricRow {
	readonly tick: number;
	readonly values: Float64Array;
}

/** What a pass through a log of metrics comes by. */
export interface MetricRows {
	/** Names found so far. */
	readonly names: Names;
	/** Rows of the ticks that the run ended up with. */
	readonly rows: number;
	readonly damaged: number;
	/** The next of them; undefined behind the last. */
	next(): Promise<MetricRow | undefined>;
}

/**
Opens a log of metrics, rotated parts included, for one pass while `action` goes on; a piece of it is in memory at a time. Lines that are
damaged are passed over and counted. Throws `log-missing` when it can't be read; a run that has none has no rows.
*/
export function withMetricRows<Result>(
	path: string,
	lineage: Lineage,
	action: (rows: MetricRows) => Promise<Result>,
): Promise<Result> {
	return withPieces(
		path,
		() => pieceBytes,
		pieces => {
			const names: Names = new Map();
			let [index, row, tick, rows, damaged] = [0, 0, Number.NEGATIVE_INFINITY, 0, 0];
			let held = rowsOf([], names);
			return action({
				names,
				get rows() {
					return rows;
				},
				get damaged() {
					return damaged;
				},
				async next() {
					for (;;) {
						while (row >= held.count) {
							if (index >= pieces.count) return undefined;
							const {lines} = await pieces.read(index++);
							held = rowsOf(lines, names);
							damaged += lines.length - held.count;
							row = 0;
						}
						const at = row++;
						const [here = Number.NaN, epoch = Number.NaN] = [held.tick[at], held.epoch[at]];
						if (!(here > tick) || !pieceOf(lineage, epoch, here)) continue;
						tick = here;
						rows++;
						return {tick, values: held.values.subarray(at * held.width, (at + 1) * held.width)};
					}
				},
			});
		},
	);
}
