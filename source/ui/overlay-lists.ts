import {messageOf} from '../base/errors.ts';
import {bytes, count} from '../draw/number.ts';
import {panel} from '../draw/panel.ts';
import {clean, truncate} from '../draw/text.ts';
import {fitPreset, wouldChange} from '../run/presets/fit-preset.ts';
import type {SavedPreset} from '../run/presets/preset-files.ts';
import {lackOf} from './lacks.ts';
import {confirmChoices, lengthOf, quitDialog} from './lists.ts';
import {nodeChoices, nodeCommands, targetsText} from './node-actions.ts';
import {replaceChoices} from './preset-keys.ts';
import type {ScreenState, Surroundings} from './state.ts';
import type {Theme} from './theme.ts';

/** The rows of a short list: the checkpoints, or what is offered before something is lost. */
export function listRows(state: ScreenState, around: Surroundings, theme: Theme): readonly string[] {
	const {width} = around;
	const choices = (texts: readonly string[]) =>
		texts.map((text, at) => choiceRow(text, at === state.choice, width, theme));
	const framed = (title: string, rows: readonly string[], foot: string) =>
		panel(rows, {title, foot: theme.paint.quiet(foot), width, height: rows.length + 2, look: theme});
	const foot = 'arrows choose  Enter takes it  Esc cancels';
	if (state.mode === 'quit') {
		const dialog = quitDialog(around);
		return framed(dialog.title, choices(dialog.choices), foot);
	}
	if (state.mode === 'nodes')
		return framed(
			`What to do to ${clean(targetsText(state, around), theme.glyphs.grade === 'ascii')}?`,
			choices(nodeChoices.map((choice, at) => withLack(choice, lackOf(around, nodeCommands[at])))),
			foot,
		);
	if (state.mode === 'presets')
		return framed('Apply a preset', presetRows(state, around, theme), 'Enter applies all of it  Esc cancels');
	if (state.mode === 'replace') return framed(`Replace the preset ${state.asked}?`, choices(replaceChoices), foot);
	if (state.mode === 'confirm')
		return framed(`Restore ${state.asked}?`, [...lossRows(state, around, theme), ...choices(confirmChoices)], foot);
	return framed('Restore a checkpoint', checkpointRows(state, around, theme), 'Enter asks first  Esc cancels');
}

/** A choice that this run does not have says why. */
const withLack = (choice: string, lack: string | undefined): string =>
	lack === undefined ? choice : `${choice}: can't be: ${lack}`;

/** The rows that are shown of `count` in a long list that is over the view. */
function longWindow(choice: number, count: number, height: number): {readonly shown: number; readonly first: number} {
	const shown = Math.min(count, Math.max(1, height - 9));
	return {shown, first: Math.max(0, Math.min(choice - shown + 1, count - shown))};
}

/** Rows that say what would be lost, before the choices. */
const lossCount = 2;

/** Where the choices of a list over the view stand, which ends at the bottom of the terminal: rows of its frame, of the first choice in it, and what that is. */
export function listPlan(
	state: ScreenState,
	around: Surroundings,
): {readonly height: number; readonly top: number; readonly first: number; readonly count: number} {
	const {mode, choice} = state;
	const before = mode === 'confirm' ? lossCount : 0;
	const total = lengthOf(state, around);
	const isLong = mode === 'restore' || mode === 'presets';
	const {shown: count, first} = isLong ? longWindow(choice, total, around.height) : {shown: total, first: 0};
	return {height: before + count + 2, top: around.height - before - count - 1, first, count};
}

function checkpointRows(
	{choice}: ScreenState,
	{checkpoints, width, height}: Surroundings,
	theme: Theme,
): readonly string[] {
	const {shown, first} = longWindow(choice, checkpoints.length, height);
	return checkpoints.slice(first, first + shown).map((each, at) => {
		const file = clean(each.file, theme.glyphs.grade === 'ascii');
		const line = `${file.padEnd(24)} tick ${String(each.tick).padStart(9)}   ${bytes(each.bytes)}   ${each.at.slice(11, 19)}`;
		return choiceRow(line, first + at === choice, width, theme);
	});
}

/** The user's presets: what each would change, or why it can't be applied. */
function presetRows(
	{choice, parameters: {presets}}: ScreenState,
	around: Surroundings,
	theme: Theme,
): readonly string[] {
	const {width, height, facts, parameters, settings} = around;
	const {shown, first} = longWindow(choice, presets.length, height);
	const told = ({preset, error}: SavedPreset): string => {
		if (!preset) return error ?? '';
		try {
			const names = wouldChange(fitPreset(preset, facts.model.id, parameters), parameters, settings);
			return names.length === 0 ? 'as it is now' : `changes ${names.join(', ')}`;
		} catch (wrong) {
			return messageOf(wrong);
		}
	};
	return presets.slice(first, first + shown).map((each, at) => {
		const line = clean(`${each.name.padEnd(20)} ${told(each)}`, theme.glyphs.grade === 'ascii');
		return choiceRow(line, first + at === choice, width, theme);
	});
}

/** What going back would do and what it would lose. */
function lossRows(
	{asked}: ScreenState,
	{checkpoints, settings, unsaved, steered, tick, width, engine}: Surroundings,
	{paint, glyphs}: Theme,
): readonly string[] {
	const entry = checkpoints.find(({file}) => file === asked);
	const said = [
		`tick ${count(tick)} ${glyphs.arrow} ${entry ? count(entry.tick) : 'unknown'}; settings stay${settings.paused ? ', paused too' : ''}`,
		unsaved > 0
			? paint.warn(
					`${count(unsaved)} tick${unsaved === 1 ? ' is' : 's are'} not saved and would be lost${engine === undefined ? '; Esc, then s saves them' : ''}`,
				)
			: steered
				? paint.warn(
						`what was done since tick ${count(tick)} was saved is not saved and would be lost; Esc, then s saves it`,
					)
				: 'nothing is lost: the state as it is now is saved',
	];
	return said.map(line => truncate(line, width - 4, glyphs.ellipsis));
}

/** A row of a list, marked when it is chosen. */
export function choiceRow(text: string, chosen: boolean, width: number, {paint, glyphs}: Theme): string {
	const mark = glyphs.grade === 'ascii' ? '>' : '▸';
	const cut = truncate(text, width - 8, glyphs.ellipsis);
	return chosen ? paint.title(`${mark} ${cut}`) : `  ${cut}`;
}
