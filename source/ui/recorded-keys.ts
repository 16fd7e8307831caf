import type {RecorderView} from '../run/recording/view.ts';
import {noPast} from './past-state.ts';
import {noRecorded, showsRecorded} from './recorded-state.ts';
import type {ScreenState, Surroundings, Updated} from './state.ts';
import {ask, go, stay, tell} from './transitions.ts';

/** While they are shown they are asked for as often as this, ms. */
const again = 250;
/** Rows of each that are wanted. */
const newest = 240;

/** Shows what is recorded in the place of the panels, or these again. */
export function toggleRecorded(state: ScreenState, around: Surroundings): Updated {
	if (showsRecorded(state, around)) return stay({...state, recorded: noRecorded});
	if (around.replay) return tell(state, 'a replay records nothing; what the run recorded is in its records/');
	if ((around.settings.recorders?.length ?? 0) === 0)
		return tell(state, 'nothing is recorded; :record nodes=0-9 adds a recorder');
	return askForRecorded({...state, past: noPast, recorded: {...noRecorded, shown: true}}, around);
}

/** Asks for the newest rows, unless they were asked for just now or an answer is still to come. */
export function askForRecorded(state: ScreenState, around: Surroundings): Updated {
	const {recorded} = state;
	if (!showsRecorded(state, around) || recorded.pending || around.now - recorded.askedAt < again) return stay(state);
	const next = {...recorded, askedAt: around.now, pending: true};
	return go({...state, recorded: next}, ask({type: 'recorders', newest}));
}

/** The state with an answer. */
export const withRecorded = (state: ScreenState, views: readonly RecorderView[]): ScreenState => ({
	...state,
	recorded: {...state.recorded, views, pending: false},
});
