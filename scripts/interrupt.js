/** Milliseconds within which a second SIGINT is the same key press: npm repeats it at once, a hand takes longer. */
const repeat = 100;

/**
 * Ctrl-C sends SIGINT to all processes of the terminal, and npm passes its own on to the program it started: two for one
 * press, where a second press means "at once, without saving". The listeners of the process get one.
 * @param {Pick<NodeJS.EventEmitter, 'emit'>} [target] the process
 * @param {() => number} [now] a clock in milliseconds
 */
export function countRepeatedInterruptsOnce(target = process, now = () => performance.now()) {
	const emit = target.emit;
	let last = Number.NEGATIVE_INFINITY;
	target.emit = function (event, ...args) {
		if (event === 'SIGINT') {
			const time = now();
			if (time - last < repeat) {
				return true;
			}
			last = time;
		}
		return emit.call(this, event, ...args);
	};
}
