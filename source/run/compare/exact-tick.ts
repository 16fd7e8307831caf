import {ConnectopError} from '../../base/errors.ts';
import {isExact as hasExactBits} from '../replay/walk.ts';
import type {Pair} from './compare-states.ts';
import type {StatesCompared} from './comparison.ts';
import {isSame} from './digest-line.ts';
import {withReplayed} from './replayed-run.ts';

/**
Where more than one tick may be the first that differs, plays both runs again, side by side, from the last that is known to be equal. Of runs on a kernel
that is not bit-exact the replay, on the cpu, is only like what they did: a note says so. An external engine is started only when a replay was `asked`
for. Returns what was known before when a run can't be played again.
*/
export async function exactTick(
	pair: Pair,
	known: StatesCompared,
	{asked, note, progress}: {readonly asked: boolean; note(message: string): void; progress(tick: number): void},
): Promise<StatesCompared> {
	const {lastEqual, firstDiffering, exact} = known;
	if (exact || lastEqual === undefined || firstDiffering === undefined) return known;
	const bits = hasExactBits(pair.a.newest) && hasExactBits(pair.b.newest);
	if (bits && !asked && (pair.a.newest.engine || pair.b.newest.engine)) {
		note('the first differing tick is narrowed down by a replay, which starts their engine, when --at TICK is given');
		return known;
	}
	try {
		const found = await withReplayed([pair.a, pair.b], progress, async (one, other) => {
			for (let tick = lastEqual + 1; tick <= firstDiffering; tick++) {
				await one.to(tick);
				await other.to(tick);
				if (!isSame(one.digest(), other.digest())) return tick;
			}
			return undefined;
		});
		if (found !== undefined) {
			if (!bits) note('their kernel is not bit-exact: the first differing tick is that of a replay on the cpu');
			return {...known, by: 'replay', lastEqual: found - 1, firstDiffering: found, exact: true};
		}
		note(
			`replayed, the runs are equal up to tick ${firstDiffering}: what differs there was not left by their journals`,
		);
	} catch (error) {
		if (!(error instanceof ConnectopError)) throw error;
		note(`the first differing tick can't be narrowed down by a replay: ${error.message}`);
	}
	return known;
}
