import {setTimeout as delay} from 'node:timers/promises';

/** Far beyond what anything takes; reached only when what is waited for does not come. */
const patienceMs = 60_000;

/** Waits until a condition holds. When it does not in time, throws what was waited for, and how things stood instead. */
export async function until(what: string, holds: () => boolean, otherwise: () => string): Promise<void> {
	const end = performance.now() + patienceMs;
	while (!holds()) {
		if (performance.now() > end) throw new Error(`waited ${patienceMs / 1000} s for ${what}; instead:\n${otherwise()}`);
		await delay(20);
	}
}
