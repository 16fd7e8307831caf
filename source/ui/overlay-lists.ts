import {bytes, count} from '../draw/number.ts';
import {panel} from '../draw/panel.ts';
import {clean, truncate} from '../draw/text.ts';
import {confirmChoices, quitDialog} from './lists.ts';
import {nodeChoices, targetsText} from './node-actions.ts';
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
			choices(nodeChoices),
			foot,
		);
	if (state.mode === 'confirm')
		return framed(`Restore ${state.asked}?`, [...lossRows(state, around, theme), ...choices(confirmChoices)], foot);
	return framed('Restore a checkpoint', checkpointRows(state, around, theme), 'Enter asks first  Esc cancels');
}

function checkpointRows(
	{choice}: ScreenState,
	{checkpoints, width, height}: Surroundings,
	theme: Theme,
): readonly string[] {
	const shown = Math.min(checkpoints.length, Math.max(1, height - 9));
	const first = Math.max(0, Math.min(choice - shown + 1, checkpoints.length - shown));
	return checkpoints.slice(first, first + shown).map((each, at) => {
		const file = clean(each.file, theme.glyphs.grade === 'ascii');
		const line = `${file.padEnd(24)} tick ${String(each.tick).padStart(9)}   ${bytes(each.bytes)}   ${each.at.slice(11, 19)}`;
		return choiceRow(line, first + at === choice, width, theme);
	});
}

/** What going back would do and what it would lose. */
function lossRows(
	{asked}: ScreenState,
	{checkpoints, settings, unsaved, steered, tick, width}: Surroundings,
	{paint, glyphs}: Theme,
): readonly string[] {
	const entry = checkpoints.find(({file}) => file === asked);
	const said = [
		`tick ${count(tick)} ${glyphs.arrow} ${entry ? count(entry.tick) : 'unknown'}; settings stay${settings.paused ? ', paused too' : ''}`,
		unsaved > 0
			? paint.warn(
					`${count(unsaved)} tick${unsaved === 1 ? ' is' : 's are'} not saved and would be lost; Esc, then s saves them`,
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
