import type {ClampedNode} from './protocol.ts';

/** The clamped nodes as a tick goes through them. */
export interface HeldNodes {
	readonly nodes: Int32Array;
	/** One value a node. */
	readonly values: Float32Array;
}

/** Clamped nodes in the form that `hold` takes. */
export const heldNodes = (clamped: readonly ClampedNode[]): HeldNodes => ({
	nodes: Int32Array.from(clamped, each => each.node),
	values: Float32Array.from(clamped, each => each.value),
});

/** Puts every held node of the field back to its value. */
export function hold(field: Float32Array, {nodes, values}: HeldNodes): void {
	for (let i = 0; i < nodes.length; i++) field[nodes[i]!] = values[i]!;
}

/** Whether two sorted lists name the same nodes. */
export const sameNodes = (a: readonly number[], b: readonly number[]): boolean =>
	a === b || (a.length === b.length && a.every((node, i) => node === b[i]));
