import type {HeldValues} from './kernel.ts';

/** Puts every held node of a variable, N values, back to its value. */
export function hold(field: Float32Array, {nodes, values}: HeldValues): void {
	for (let i = 0; i < nodes.length; i++) field[nodes[i]!] = values[i]!;
}
