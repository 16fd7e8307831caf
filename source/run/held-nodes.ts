import type {HeldValues} from '../kernels/kernel.ts';
import type {ClampedNode} from './protocol.ts';

/** Clamped nodes in the form that `hold` takes. */
export const heldNodes = (clamped: readonly ClampedNode[]): HeldValues => ({
	nodes: Int32Array.from(clamped, each => each.node),
	values: Float32Array.from(clamped, each => each.value),
});

/** Whether two sorted lists name the same nodes. */
export const sameNodes = (a: readonly number[], b: readonly number[]): boolean =>
	a === b || (a.length === b.length && a.every((node, i) => node === b[i]));
