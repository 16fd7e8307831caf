import type {Field} from '../../dynamics/model.ts';
import type {Kernel} from '../../kernels/kernel.ts';

/** Reads values of chosen nodes as they are after a tick. */
export interface Gatherer {
	/** The state is another one than at the last call. */
	fresh(): void;
	/** Writes the values of some nodes of variable `v` into `values`, one a node. */
	gather(v: number, nodes: Int32Array, values: Float32Array): void;
}

/** More than this share of all nodes is read as a whole where the state is on a device. */
const mostPicked = 0.25;

/**
A gatherer of a field that a kernel computes. Of a state that is on a device few nodes are picked there; for more of them `readBack` brings the whole
of it, once a tick.
*/
export function createGatherer(kernel: Kernel, field: Field, readBack: () => void): Gatherer {
	const places = new WeakMap<Int32Array, Float32Array>();
	let whole = false;
	return {
		fresh() {
			whole = false;
		},
		gather(v, nodes, values) {
			if (kernel.pick && !whole && nodes.length <= mostPicked * field.n) {
				const numbers = places.get(nodes) ?? Float32Array.from(nodes);
				places.set(nodes, numbers);
				kernel.pick(field, v, numbers, values);
				return;
			}
			if (!whole) readBack();
			whole = true;
			gatherFrom(field.current[v], nodes, values);
		},
	};
}

/** Writes the values of some nodes of a variable into `values`; NaN for a variable that is not there. Allocates nothing. */
export function gatherFrom(values: Float32Array | undefined, nodes: Int32Array, into: Float32Array): void {
	for (let i = 0; i < nodes.length; i++) into[i] = values?.[nodes[i] ?? 0] ?? Number.NaN;
}
