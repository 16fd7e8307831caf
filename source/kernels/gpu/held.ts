import type {HeldValues} from '../kernel.ts';

/** What programs take for a node that nothing holds: a float32 value, or some mode would find it above itself, and below any that a model has. */
export const free = -(2 ** 126);

/** One number for each of `n` nodes: its value, or `free`. Undefined when nothing is held. */
export function heldTable({nodes, values}: HeldValues, n: number): Float32Array | undefined {
	if (nodes.length === 0) return undefined;
	const table = new Float32Array(n).fill(free);
	nodes.forEach((node, i) => {
		table[node] = values[i] ?? free;
	});
	return table;
}
