import {uniform} from '../base/threefry.ts';

/** No stream of a run's. */
const stream = 0x7475;

/**
The items in the order of a round, the same at every benchmark: shuffled (Fisher and Yates), so that nobody always follows the same one, whose work is still in the
caches and on the cores.
*/
export function shuffled<T>(items: readonly T[], round: number): T[] {
	const order = [...items];
	for (let i = order.length - 1; i > 0; i--) {
		const other = Math.floor(uniform(0, stream, round, i) * (i + 1));
		[order[i], order[other]] = [order[other]!, order[i]!];
	}
	return order;
}
