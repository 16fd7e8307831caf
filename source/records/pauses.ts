import {setImmediate as soon} from 'node:timers/promises';

/** Work that is done in steps: a thread that has others to serve may pause at each `yield`. */
export type Steps<T> = Generator<void, T>;

/** So many numbers are gone through between two pauses: some milliseconds. */
const stepLength = 2 ** 22;

/** Does all of the work now. */
export function inOneGo<T>(steps: Steps<T>): T {
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
	}
}

/** Does the work a step at a time; between two, the thread does whatever else there is. */
export async function withPauses<T>(steps: Steps<T>): Promise<T> {
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
		await soon();
	}
}

/** From 0 to a length in stretches that take some milliseconds each. */
export function* stretches(length: number, most = stepLength): Generator<readonly [from: number, to: number]> {
	for (let from = 0; from < length; from += most) yield [from, Math.min(length, from + most)];
}
