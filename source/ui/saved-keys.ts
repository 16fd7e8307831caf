import type {CheckpointEntry} from '../run/client.ts';
import {checkKey, withSaved} from './saved-checks.ts';
import type {ScreenState, Surroundings, Updated} from './state.ts';
import {ask, back, go, open, send, stay, tell} from './transitions.ts';
import {checkpointPlan} from './views/body.ts';
import {checkpointDetail} from './views/checkpoint-detail.ts';

const none = 'there is no checkpoint yet; s saves one';

/** Row of the chosen checkpoint; the newest, row 0, when it is gone. */
export const chosenRow = ({saved}: ScreenState, {checkpoints}: Surroundings): number =>
	Math.max(
		0,
		checkpoints.findIndex(({file}) => file === saved.chosen),
	);

/** The rows of a list of `count` checkpoints that are shown in a frame of `height` rows, below a row of titles. */
export function savedWindow(
	chosen: number,
	count: number,
	height: number,
): {readonly room: number; readonly first: number} {
	const room = Math.max(1, height - 3);
	return {room, first: Math.max(0, Math.min(chosen - Math.floor(room / 2), count - room))};
}

/** The checkpoint that is chosen; newer ones that come meanwhile change nothing. */
export const chosenCheckpoint = (state: ScreenState, around: Surroundings): CheckpointEntry | undefined =>
	around.checkpoints[chosenRow(state, around)];

/** Moves the chosen row, or the comparison when that has the focus. */
export function moveInSaved(state: ScreenState, around: Surroundings, by: number): Updated {
	const {saved, focus} = state;
	if (focus === 1) return stay(withSaved(state, {top: Math.min(lastTop(state, around), Math.max(0, saved.top + by))}));
	const last = around.checkpoints.length - 1;
	if (last < 0) return tell(state, none);
	const row = Math.min(last, Math.max(0, chosenRow(state, around) + by));
	return stay(withSaved(state, {chosen: around.checkpoints[row]?.file, top: 0}));
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
	const {file, sha256} = entry;
	const checks = {...state.saved.checks, [checkKey(entry)]: 'reading' as const};
	return go(withSaved(state, {checks}), ask({type: 'verify', file, sha256}));
}

/** Marks a checkpoint; a second one is compared with the first; the same one twice is not marked any more. */
export function markChosen(state: ScreenState, around: Surroundings): Updated {
	const entry = chosenCheckpoint(state, around);
	if (!entry) return tell(state, none);
	const {marked} = state.saved;
	const first = around.checkpoints.find(each => each.file === marked);
	if (first === undefined)
		return tell(withSaved(state, {marked: entry.file}), `${entry.file} is marked; m on another one compares the two`);
	if (first.file === entry.file) return stay(withSaved(state, {marked: undefined}));
	const next = withSaved(state, {marked: undefined, comparison: undefined, compared: undefined, top: 0});
	const question = {type: 'compare', a: first.file, b: entry.file, sha256: [first.sha256, entry.sha256]} as const;
	return go({...next, notice: `comparing ${first.file} and ${entry.file}`}, ask(question));
}

/** Asks whether to go back to a checkpoint; a run that is played again goes there, since nothing is lost. */
export function confirmRestore(
	state: ScreenState,
	file: string | undefined,
	{checkpoints, replay}: Surroundings,
): Updated {
	if (file === undefined) return tell(state, none);
	const entry = checkpoints.find(each => each.file === file);
	if (replay && entry) return go(back(state), send('seek', {tick: entry.tick, epoch: entry.epoch}));
	const opened = open('confirm', state);
	return stay({...opened.state, asked: file});
}
