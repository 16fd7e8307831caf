import type {CheckpointEntry} from '../run/client.ts';
import type {SavedState, ScreenState, Surroundings, Updated} from './state.ts';
import {ask, go, open, stay, tell} from './transitions.ts';
import {checkpointPlan} from './views/body.ts';
import {checkpointDetail} from './views/checkpoint-detail.ts';

const none = 'there is no checkpoint yet; s saves one';

/** The checkpoint that is chosen; the list may have become shorter since. */
export function chosenCheckpoint({saved}: ScreenState, {checkpoints}: Surroundings): CheckpointEntry | undefined {
	return checkpoints[Math.min(saved.choice, checkpoints.length - 1)];
}

/** Moves the chosen row, or the comparison when that has the focus. */
export function moveInSaved(state: ScreenState, around: Surroundings, by: number): Updated {
	const {saved, focus} = state;
	if (focus === 1) return stay(withSaved(state, {top: Math.min(lastTop(state, around), Math.max(0, saved.top + by))}));
	const last = around.checkpoints.length - 1;
	if (last < 0) return tell(state, none);
	return stay(withSaved(state, {choice: Math.min(last, Math.max(0, Math.min(saved.choice, last) + by))}));
}

/** First row of the detail when its last one is shown. */
function lastTop(state: ScreenState, around: Surroundings): number {
	const [width, height] = checkpointPlan(around.width, around.height, state).detail;
	const entry = chosenCheckpoint(state, around);
	const lines = checkpointDetail(state.saved, entry, around.structure.graph.n, width - 4, false);
	return Math.max(0, lines.length - (height - 2));
}

/** Has the file of the chosen checkpoint read anew. */
export function verifyChosen(state: ScreenState, around: Surroundings): Updated {
	const entry = chosenCheckpoint(state, around);
	if (!entry) return tell(state, none);
	const {file} = entry;
	const checks = {...state.saved.checks, [file]: 'reading' as const};
	return go(withSaved(state, {checks}), ask({type: 'verify', file}));
}

/** Marks a checkpoint; a second one is compared with the first; the same one twice is not marked any more. */
export function markChosen(state: ScreenState, around: Surroundings): Updated {
	const entry = chosenCheckpoint(state, around);
	if (!entry) return tell(state, none);
	const {marked} = state.saved;
	const first = around.checkpoints.some(each => each.file === marked) ? marked : undefined;
	if (first === undefined)
		return tell(withSaved(state, {marked: entry.file}), `${entry.file} is marked; m on another one compares the two`);
	if (first === entry.file) return stay(withSaved(state, {marked: undefined}));
	const next = withSaved(state, {marked: undefined, comparison: undefined, top: 0});
	return go({...next, notice: `comparing ${first} and ${entry.file}`}, ask({type: 'compare', a: first, b: entry.file}));
}

/** Asks whether to go back to a checkpoint. */
export function confirmRestore(state: ScreenState, file: string | undefined): Updated {
	if (file === undefined) return tell(state, none);
	const opened = open('confirm', state);
	return stay({...opened.state, asked: file});
}

/** The screen with part of the Checkpoints view changed. */
export const withSaved = (state: ScreenState, change: Partial<SavedState>): ScreenState => ({
	...state,
	saved: {...state.saved, ...change},
});
