/** How a variable differs between two states of the same graph: of all nodes, and of the finite values. */
export interface StateDifference {
	/** Nodes whose values differ. */
	readonly nodes: number;
	/** The largest difference that is finite, and its node; −1 where there is none. */
	readonly largest: number;
	readonly largestNode: number;
	readonly rms: number;
	readonly meanA: number;
	readonly meanB: number;
}

/** Compares N values with N others. `differs` hears of each node that differs, in order, with by how much; that may be no finite number. */
export function stateDifference(
	a: Float32Array,
	b: Float32Array,
	differs: (node: number, difference: number) => void = () => undefined,
): StateDifference {
	let [largest, largestNode, squares, compared, nodes] = [0, -1, 0, 0, 0];
	for (const [node, before] of a.entries()) {
		const after = b[node] ?? Number.NaN;
		const difference = Math.abs(after - before);
		if (!Object.is(before, after) && before !== after) {
			nodes++;
			differs(node, difference);
		}
		if (!Number.isFinite(difference)) continue;
		compared++;
		squares += difference * difference;
		if (difference <= largest) continue;
		largest = difference;
		largestNode = node;
	}
	const rms = compared === 0 ? 0 : Math.sqrt(squares / compared);
	return {largest, largestNode, rms, meanA: meanOf(a), meanB: meanOf(b), nodes};
}

/** Of the finite values. */
function meanOf(values: Float32Array): number {
	let [sum, count] = [0, 0];
	for (const value of values) {
		if (!Number.isFinite(value)) continue;
		sum += value;
		count++;
	}
	return count === 0 ? 0 : sum / count;
}
