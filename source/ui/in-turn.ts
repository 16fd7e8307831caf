/** Something to do; what it gives has to be answered before the next thing is done. */
export type Step = () => Promise<unknown> | undefined;

/**
Does steps in the order in which they are given: at once, unless an earlier one still waits for its answer. Keys of a fast burst so act on what
those before them have done to the run.
*/
export function inTurn(): (step: Step) => void {
	const waiting: Step[] = [];
	let answering = false;
	const go = () => {
		while (!answering) {
			const answer = waiting.shift()?.();
			if (answer) {
				answering = true;
				void answer.finally(() => {
					answering = false;
					go();
				});
			} else if (waiting.length === 0) return;
		}
	};
	return step => {
		waiting.push(step);
		go();
	};
}
