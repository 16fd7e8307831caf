/** From so many nodes on an even spread sets nearly every dot of a cell, and dots say no more of how many there are. */
const crowded = 32;
/** All eight dots of a cell. Where one is not set, nodes lie along a line or in a heap, and dots show where. */
const allDots = 0xff;
/** A step of density is a factor of four, or more where cells differ by more than all steps together. */
const leastStep = Math.log(4);

/** Fillings of a cell that has more nodes than dots, the emptiest first; it goes on where dots end. */
export const fillings = ['⣿', '▓', '█'] as const;

/** Share of the crowded cells that are no denser than what the first filling stands for. */
const sparse = 0.25;

/**
How full each cell is drawn, by its nodes and the dots that they set: 0 where dots show where they are, else the filling 1 … 3 on a logarithmic scale.
The emptier ones of the crowded cells lie in the middle of the first step: a graph spread evenly is drawn evenly, however many nodes it has.
*/
export function densityOf(counts: ArrayLike<number>, dots: Uint8Array): Uint8Array {
	const filling = new Uint8Array(counts.length);
	const full = Float64Array.from(counts, (count, cell) => (dots[cell] === allDots && count >= crowded ? count : 0));
	const {low, most} = densitiesOf(full);
	if (most < crowded) return filling;
	const step = Math.max(leastStep, Math.log(most / low) / (fillings.length - 0.5));
	for (let cell = 0; cell < full.length; cell++) {
		const count = full[cell]!;
		if (count === 0) continue;
		filling[cell] = Math.min(fillings.length, 1 + Math.max(0, Math.round(Math.log(count / low) / step)));
	}
	return filling;
}

/** The number of nodes in the emptier ones of the crowded cells, and the greatest number. */
function densitiesOf(full: Float64Array): {readonly low: number; readonly most: number} {
	const sorted = full.filter(count => count > 0).sort();
	return {low: sorted[Math.floor(sparse * sorted.length)] ?? crowded, most: sorted.at(-1) ?? 0};
}
