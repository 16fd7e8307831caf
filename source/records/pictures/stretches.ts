/** Samples `start … end − 1` between two restores; from `replaced` on, a later stretch tells the run's story instead. */
export interface Stretch {
	readonly start: number;
	readonly replaced: number;
	readonly end: number;
}

/** Cuts the samples of a run where the tick goes back, which is where an earlier state was restored. */
export function stretchesOf(tick: Float64Array): Stretch[] {
	const stretches: Stretch[] = [];
	let end = tick.length;
	let limit = Number.POSITIVE_INFINITY; // Smallest tick that any later stretch begins with.
	for (let i = tick.length - 1; i >= 0; i--) {
		const begins = i === 0 || at(tick, i) < at(tick, i - 1);
		if (!begins) continue;
		let replaced = end;
		while (replaced > i && at(tick, replaced - 1) >= limit) replaced--;
		stretches.unshift({start: i, replaced, end});
		limit = Math.min(limit, at(tick, i));
		end = i;
	}
	return stretches;
}

const at = (values: Float64Array, index: number): number => values[index] ?? Number.NaN;
