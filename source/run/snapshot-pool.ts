import type {SavedState} from '../records/checkpoint.ts';

/*
Copies of the state on their way to the disk. New memory for each costs ten times what copying does, since the system hands it out a page at a
time; so it is used again when the thread that saves has let it go.
*/

/** The arrays of a state, copied. */
export type Copied = Required<Pick<SavedState, 'variables' | 'stimulus' | 'hold'>>;

/** Memory for copies of a state, of the thread that makes them. */
export interface SnapshotPool {
	/** Copies arrays of the same lengths each time into shared memory that is free, and holds it until it is let go. */
	copy(variables: Readonly<Record<string, Float32Array>>, stimulus: Float32Array): Copied;
}

/** So many copies are kept to be used again: one is written while the next waits. */
const most = 2;

/** A pool without any memory yet. */
export function createSnapshotPool(): SnapshotPool {
	const slots: Copied[] = [];
	return {
		copy(variables, stimulus) {
			let slot = slots.find(({hold}) => Atomics.load(hold, 0) === 0);
			if (!slot) {
				slot = newSlot(variables, stimulus);
				if (slots.length < most) slots.push(slot);
			}
			Atomics.store(slot.hold, 0, 1);
			for (const [name, values] of Object.entries(variables)) slot.variables[name]?.set(values);
			slot.stimulus.set(stimulus);
			return slot;
		},
	};
}

function newSlot(variables: Readonly<Record<string, Float32Array>>, {length}: Float32Array): Copied {
	const floats = (size: number) => new Float32Array(new SharedArrayBuffer(4 * size));
	const fields = Object.entries(variables).map(([name, values]) => [name, floats(values.length)] as const);
	return {
		variables: Object.fromEntries(fields),
		stimulus: floats(length),
		hold: new Int32Array(new SharedArrayBuffer(4)),
	};
}

/** Lets go of a state that was saved, or never will be: its memory is used again, so nobody may look at it any more. */
export function release({hold}: SavedState): void {
	if (hold) Atomics.store(hold, 0, 0);
}
