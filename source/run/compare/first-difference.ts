import {isSame, type TickDigest} from './digest-line.ts';

/** What two lines of digests say, tick by tick. */
export interface DigestsCompared {
	/** Ticks that both have, and on how many they are equal. */
	readonly compared: number;
	readonly equal: number;
	/** The last of them before the first that differs, or the last of all. */
	readonly lastEqual?: number;
	readonly firstDiffering?: number;
	/** Where they are equal again, to the last that was compared. */
	readonly equalAgain?: number;
}

/** Compares two lines of digests, each in order of its ticks, where both have one. Any length: nothing is kept. */
export function firstDifference(a: Iterable<TickDigest>, b: Iterable<TickDigest>): DigestsCompared {
	const [as, bs] = [a[Symbol.iterator](), b[Symbol.iterator]()];
	let [one, other] = [as.next(), bs.next()];
	let [compared, equal] = [0, 0];
	let lastEqual: number | undefined;
	let firstDiffering: number | undefined;
	let equalAgain: number | undefined;
	while (!one.done && !other.done) {
		const [here, there] = [one.value, other.value];
		if (here.tick < there.tick) one = as.next();
		else if (there.tick < here.tick) other = bs.next();
		else {
			compared++;
			if (isSame(here, there)) {
				equal++;
				if (firstDiffering === undefined) lastEqual = here.tick;
				else equalAgain ??= here.tick;
			} else {
				firstDiffering ??= here.tick;
				equalAgain = undefined;
			}
			[one, other] = [as.next(), bs.next()];
		}
	}
	return {
		compared,
		equal,
		...(lastEqual === undefined ? {} : {lastEqual}),
		...(firstDiffering === undefined ? {} : {firstDiffering}),
		...(equalAgain === undefined ? {} : {equalAgain}),
	};
}
