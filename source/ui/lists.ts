import type {KeyName} from './keys.ts';
import {actOnNodes, nodeChoices} from './node-actions.ts';
import {replaceChoices, takePreset} from './preset-keys.ts';
import {confirmRestore} from './saved-keys.ts';
import type {ScreenState, Surroundings, Updated} from './state.ts';
import {back, go, send, stay} from './transitions.ts';

/** What the quit dialog offers, the harmless one first. */
export const quitChoices = ['Cancel', 'Detach, the run goes on', 'Stop and checkpoint'] as const;

/** The same for a run that is played again. */
export const leaveChoices = ['Cancel', 'End the replay'] as const;

/** The same for a screen that only looks. */
export const lookingChoices = ['Cancel', 'Detach, the run goes on'] as const;

/** What `q` asks, and offers. */
export function quitDialog({replay, readOnly}: Surroundings): {
	readonly title: string;
	readonly choices: readonly string[];
} {
	if (replay) return {title: 'End this replay?', choices: leaveChoices};
	return readOnly
		? {title: 'Leave this run?', choices: lookingChoices}
		: {title: 'End this run?', choices: quitChoices};
}

/** What is offered before a restore. */
export const confirmChoices = ['Cancel', 'Restore'] as const;

/** A key in a short list: arrows move round, Enter takes, Escape leaves. */
export function inList(state: ScreenState, key: KeyName, around: Surroundings): Updated {
	if (key === 'escape') return stay(back(state));
	if (key === 'return') return taken(state, around);
	const length = Math.max(1, lengthOf(state, around));
	const forth = key === 'down' || key === 'right' || key === 'tab';
	const move = forth ? 1 : key === 'up' || key === 'left' || key === 'shift-tab' ? -1 : 0;
	return stay({...state, choice: (state.choice + move + length) % length});
}

/** Rows that can be chosen in the list that is over the view. */
export function lengthOf({mode, parameters}: ScreenState, around: Surroundings): number {
	if (mode === 'quit') return quitDialog(around).choices.length;
	if (mode === 'nodes') return nodeChoices.length;
	if (mode === 'presets') return parameters.presets.length;
	if (mode === 'replace') return replaceChoices.length;
	return mode === 'confirm' ? confirmChoices.length : around.checkpoints.length;
}

function taken(state: ScreenState, around: Surroundings): Updated {
	const {mode, choice, asked} = state;
	const view = back(state);
	if (mode === 'restore') {
		const file = around.checkpoints[choice]?.file;
		return file === undefined ? stay(view) : confirmRestore(view, file, around);
	}
	if (mode === 'nodes') return actOnNodes(state, around, choice);
	if (mode === 'presets' || mode === 'replace') return takePreset(state, around);
	if (mode === 'confirm') return choice === 1 ? go(view, send('restore', {file: asked})) : stay(view);
	if (choice === 1 && !around.replay) return go(view, {type: 'detach'});
	return choice === (around.replay ? 1 : 2) ? go(view, send('stop', {reason: 'quit'})) : stay(view);
}
