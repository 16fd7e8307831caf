import type {StatesCompared} from './comparison.ts';

/** Whether the states of a tick are known to be equal in both runs. */
export type EqualTicks = (tick: number) => boolean;

/** The ticks up to the last before the first difference, and those from where the states met again. None where states were not compared. */
export function equalTicks(states: StatesCompared | undefined): EqualTicks {
	const {from, to, lastEqual, equalAgain} = states ?? {};
	if (from === undefined || to === undefined) return () => false;
	const before = lastEqual ?? Number.NEGATIVE_INFINITY;
	const after = equalAgain ?? Number.POSITIVE_INFINITY;
	return tick => tick >= from && tick <= to && (tick <= before || tick >= after);
}
