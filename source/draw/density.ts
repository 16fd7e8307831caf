/** From so many nodes on a cell's eight dots are set whatever else is true of it, and say no more of how many there are. */
const crowded = 32;
/** A step of density is a factor of four, or more where cells differ by more than all steps together. */
const leastStep = Math.log(4);

/** Fillings of a cell that has more nodes than dots, the emptiest first; it goes on where dots end. */
export const fillings = ['⣿', '▓', '█'] as const;

/** Share of the crowded cells that are no denser than what the first filling stands for. */
const sparse = 0.25;

/**
How full each cell is drawn: 0 where dots show its nodes one by one, else the filling 1 … 3 on a logarithmic scale. The emptier ones of the crowded
cells lie in the middle of the first step: a graph spread evenly is drawn evenly, however many nodes it has.
*/
export function densityOf(counts: ArrayLike<number>): Uint8Array {
	const filling = new Uint8Array(counts.length);
	const {low, most} = densitiesOf(counts);
	if (most < crowded) return filling;
	const step = Math.max(leastStep, Math.log(most / low) / (fillings.length - 0.5));
	for (let cell = 0; cell < counts.length; cell++) {
		const count = counts[cell]!;
		if (count < crowded) continue;
		filling[cell] = Math.min(fillings.length, 1 + Math.max(0, Math.round(Math.log(count / low) / step)));
	}
	return filling;
}

/** The number of nodes in the emptier ones of the crowded cells, and the greatest number. */
function densitiesOf(counts: ArrayLike<number>): {readonly low: number; readonly most: number} {
	const sorted = Float64Array.from(counts)
		.filter(count => count >= crowded)
		.sort();
	return {low: sorted[Math.floor(sparse * sorted.length)] ?? crowded, most: sorted.at(-1) ?? 0};
}
