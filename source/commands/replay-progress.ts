import {count} from '../draw/number.ts';

/** What takes longer shows how far it has come. */
const silentMs = 1000;
const everyMs = 250;

/** A line on a terminal that is written over while runs are played again. */
export function showProgress(stream: NodeJS.WriteStream): {show(tick: number): void; clear(): void} {
	let next = performance.now() + silentMs;
	let shown = false;
	return {
		show(tick) {
			const now = performance.now();
			if (now < next || !stream.isTTY) return;
			next = now + everyMs;
			shown = true;
			stream.write(`\r\u001B[Kreplaying tick ${count(tick)}`);
		},
		clear() {
			if (shown) stream.write('\r\u001B[K');
		},
	};
}
