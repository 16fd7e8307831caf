/** Something to do; what it gives has to be answered before the next thing is done. */
export type Step = () => Promise<unknown> | undefined;

/**
Does steps in the order in which they are given: at once, unless an earlier one still waits for its answer. Keys of a fast burst so act on what
those before them have done to the run.
*/
export function inTurn(): {add(step: Step): void /** Steps that were given and not begun. */; waiting(): number} {
	const waiting: Step[] = [];
	let busy = false;
	const go = () => {
		while (!busy && waiting.length > 0) {
			const answer = next();
			if (!answer) continue;
			busy = true;
			void answer.finally(() => {
				busy = false;
				go();
			});
		}
	};
	const next = () => {
		busy = true;
		try {
			return waiting.shift()?.();
		} finally {
			busy = false;
		}
	};
	return {
		add(step) {
			waiting.push(step);
			go();
		},
		waiting: () => waiting.length,
	};
}

/** An answer, or after so many milliseconds none: whoever waits goes on, and the answer is taken when it comes. */
export function patiently(answer: Promise<unknown> | undefined, milliseconds: number): Promise<unknown> | undefined {
	if (!answer) return undefined;
	const {promise, resolve} = Promise.withResolvers<unknown>();
	const timer = setTimeout(resolve, milliseconds, undefined);
	void answer.finally(() => {
		clearTimeout(timer);
		resolve(undefined);
	});
	return promise;
}
