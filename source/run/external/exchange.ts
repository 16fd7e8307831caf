/*
What the thread of the run and the thread that talks to an external engine share: a word that is raised with every answer, since when an answer is
waited for, and the room for the frames.
*/

/** A word that counts answers, whether the engine is lost, when the answer was asked for, how long one usually takes. */
const headBytes = 24;

/** An engine is called silent when it has been waited for this long, ms, and so many times as long as it usually takes. */
const [leastSilence, unusual] = [1500, 3] as const;

/** Shared memory of a run's two threads, and of whoever looks on. */
export interface Exchange {
	readonly memory: SharedArrayBuffer;
	readonly n: number;
	readonly variables: number;
}

export const createExchange = (n: number, variables: number): Exchange => ({
	memory: new SharedArrayBuffer(headBytes + 4 * n * variables),
	n,
	variables,
});

/** An exchange as one of its users sees it. */
export interface ExchangeView {
	/** The newest frame: N values a variable. Written between a question and its answer. */
	readonly frame: readonly Float32Array[];
	/** Answers so far. */
	answers(): number;
	/** There is one more: whoever waits goes on. */
	answered(): void;
	/** How long it has been waited for, ms, when that is longer than it usually takes; else 0. */
	silentMs(): number;
	/** Waits until there are other than `seen` answers, at most so long. */
	wait(seen: number, ms: number): void;
	/** An answer is waited for from now on, or, with false, none; whether it `counts` for how long one usually takes. */
	await(waits: boolean, counts?: boolean): void;
	/** How long an answer has been waited for, ms; 0 when none is. */
	waitedMs(): number;
	/** The engine is gone, or there again. */
	setLost(lost: boolean): void;
	isLost(): boolean;
	/** The thread that talks to the engine has failed: no answer will come. */
	setBroken(): void;
	isBroken(): boolean;
}

/** With a clock in ms; all views need the same. */
export function viewExchange({memory, n, variables}: Exchange, now: () => number = clock): ExchangeView {
	const words = new Int32Array(memory, 0, 2);
	const asked = new Float64Array(memory, 8, 1);
	const usual = new Float64Array(memory, 16, 1);
	const answered = () => {
		Atomics.add(words, 0, 1);
		Atomics.notify(words, 0);
	};
	const waitedMs = () => (asked[0] === 0 ? 0 : now() - asked[0]!);
	return {
		frame: Array.from({length: variables}, (_, v) => new Float32Array(memory, headBytes + 4 * n * v, n)),
		answers: () => Atomics.load(words, 0),
		answered,
		wait: (seen, ms) => void Atomics.wait(words, 0, seen, ms),
		await(waits, counts = true) {
			// Slow answers are remembered for a while.
			if (!waits && counts) usual[0] = Math.max(waitedMs(), 0.9 * usual[0]!);
			asked[0] = waits ? now() : 0;
		},
		waitedMs,
		silentMs() {
			const waited = waitedMs();
			return waited > Math.max(leastSilence, unusual * usual[0]!) ? waited : 0;
		},
		setLost(lost) {
			Atomics.store(words, 1, lost ? 1 : 0);
			if (!lost) usual[0] = 0; // another process begins
		},
		isLost: () => Atomics.load(words, 1) !== 0,
		setBroken() {
			Atomics.store(words, 1, 2);
			answered();
		},
		isBroken: () => Atomics.load(words, 1) === 2,
	};
}

/** The same clock in every thread of a process, ms, which nobody sets. */
const clock = (): number => performance.timeOrigin + performance.now();
