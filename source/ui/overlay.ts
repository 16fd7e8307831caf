import {stripVTControlCharacters} from 'node:util';
import {bytes, count} from '../draw/number.ts';
import {panel} from '../draw/panel.ts';
import {clean, toWidth, truncate, widthOf} from '../draw/text.ts';
import {bindings} from './bindings.ts';
import type {ScreenState, Surroundings} from './state.ts';
import {describe, suggestions} from './suggestions.ts';
import type {Theme} from './theme.ts';
import {allowed, helpRoom, quitChoices} from './update.ts';

interface Place {
	readonly width: number;
	readonly height: number;
	readonly theme: Theme;
}

/** The rows of a view with whatever is asked for over its lower part. Exactly as many rows as came in. */
export function withOverlay(
	rows: readonly string[],
	state: ScreenState,
	around: Surroundings,
	place: Place,
): readonly string[] {
	const {width, height} = place;
	if (width < 40 || height < 10) return rows;
	const over = overlayRows(state, around, place);
	const kept = Math.max(0, rows.length - over.length);
	return [...closed(rows, kept, place.theme), ...over.slice(Math.max(0, over.length - rows.length))];
}

/** The first rows of a view: a frame that is cut there gets its bottom border, and one of which only the top is left goes. */
function closed(rows: readonly string[], count: number, {glyphs}: Theme): readonly string[] {
	const kept = rows.slice(0, count);
	const [top, , bottom, , , side] = glyphs.box;
	const first = (row: string | undefined) => stripVTControlCharacters(row ?? '')[0];
	const last = first(kept.at(-1));
	if (count === rows.length || top === bottom || (last !== top && last !== side)) return kept;
	const border = last === top ? '' : rows.slice(count).find(row => first(row) === bottom);
	if (border === undefined) return kept;
	return first(kept.at(-2)) === top ? [...kept.slice(0, -2), '', ''] : [...kept.slice(0, -1), border];
}

function overlayRows(state: ScreenState, around: Surroundings, place: Place): readonly string[] {
	switch (state.mode) {
		case 'view':
			return [];
		case 'help':
			return helpRows(state.choice, place);
		case 'text':
			return [prompt('text into the run', state, place, 'Enter sends  Esc cancels')];
		case 'hz':
			return [
				note(state, place, `Hz is ${around.settings.hz}; ${allowed(named(around, 'hz'))}`),
				prompt('Hz', state, place, 'Enter sets  Esc cancels'),
			];
		case 'set':
			return setRows(state, around, place);
		case 'restore':
			return restoreRows(state, around, place);
		case 'quit':
			return quitRows(state, place);
	}
}

const named = ({parameters}: Surroundings, name: string) =>
	parameters.find(each => each.name === name) ?? parameters[0]!;

/** The line that is typed into; a long draft shows its end. */
function prompt(label: string, {draft}: ScreenState, {width, theme}: Place, hint: string): string {
	const ascii = theme.glyphs.grade === 'ascii';
	const head = ` ${label}: `;
	const tail = widthOf(head) + widthOf(draft.slice(0, width)) + hint.length + 4 < width ? theme.paint.quiet(hint) : '';
	const room = width - widthOf(head) - 2;
	let shown = clean(draft.slice(-4 * width), ascii); // no character that is shown is made of more
	while (widthOf(shown) > room) shown = [...shown].slice(1).join('');
	const line = `${theme.paint.title(head)}${shown}${ascii ? '_' : '▏'}`;
	const gap = width - widthOf(line) - widthOf(tail) - 1;
	return tail === '' ? toWidth(line, width) : `${line}${' '.repeat(Math.max(1, gap))}${tail} `;
}

/** The line over a prompt: what went wrong, else `otherwise`. */
function note({notice}: ScreenState, {width, theme}: Place, otherwise: string): string {
	const text =
		notice === undefined
			? theme.paint.quiet(clean(otherwise, theme.glyphs.grade === 'ascii'))
			: theme.paint.warn(clean(notice, theme.glyphs.grade === 'ascii'));
	return toWidth(` ${text}`, width, 'left', theme.glyphs.ellipsis);
}

function setRows(state: ScreenState, around: Surroundings, place: Place): readonly string[] {
	const fitting = suggestions(state.draft, around);
	const [only] = fitting;
	const detail =
		only && (fitting.length === 1 || /[\s=]/.test(state.draft))
			? `${describe(only, around.settings)}  ${only.title}${only.unit === '' ? '' : `, ${only.unit}`}  ${allowed(only)}`
			: fitting.map(each => describe(each, around.settings)).join('   ');
	return [
		note(state, place, fitting.length === 0 ? 'no parameter fits' : detail),
		prompt('set', state, place, 'name value  Tab completes  Enter sets  Esc cancels'),
	];
}

function restoreRows(
	state: ScreenState,
	{checkpoints, settings, unsaved}: Surroundings,
	place: Place,
): readonly string[] {
	const {width, height, theme} = place;
	const shown = Math.min(checkpoints.length, Math.max(1, height - 9));
	const first = Math.max(0, Math.min(state.choice - shown + 1, checkpoints.length - shown));
	const rows = checkpoints.slice(first, first + shown).map((each, i) => {
		const line = `${each.file.padEnd(24)} tick ${String(each.tick).padStart(9)}   ${bytes(each.bytes)}   ${each.at.slice(11, 19)}`;
		return choiceRow(line, first + i === state.choice, place);
	});
	const lost = `${count(unsaved)} tick${unsaved === 1 ? ' is' : 's are'} not saved and would be lost; Esc, then s saves them`;
	if (unsaved > 0) rows.push(theme.paint.warn(truncate(lost, width - 4, theme.glyphs.ellipsis)));
	const foot = theme.paint.quiet(
		`Enter goes back to that state; settings stay${settings.paused ? ', paused too' : ''}  Esc cancels`,
	);
	return panel(rows, {title: 'Restore a checkpoint', foot, width, height: rows.length + 2, look: theme});
}

function quitRows(state: ScreenState, place: Place): readonly string[] {
	const rows = quitChoices.map((text, i) => choiceRow(text, i === state.choice, place));
	const foot = place.theme.paint.quiet('arrows choose  Enter takes it  Esc cancels');
	return panel(rows, {title: 'End this run?', foot, width: place.width, height: rows.length + 2, look: place.theme});
}

function choiceRow(text: string, chosen: boolean, {width, theme}: Place): string {
	const mark = theme.glyphs.grade === 'ascii' ? '>' : '▸';
	const cut = truncate(text, width - 8, theme.glyphs.ellipsis);
	return chosen ? theme.paint.title(`${mark} ${cut}`) : `  ${cut}`;
}

/** The keys; from `first` on, as far as that is needed to show the last ones. */
function helpRows(first: number, {width, height, theme}: Place): readonly string[] {
	const {paint, glyphs} = theme;
	const room = helpRoom(height);
	const from = Math.min(first, Math.max(0, bindings.length - room));
	const texts = bindings
		.slice(from, from + room)
		.map(({shown, title}) => toWidth(`${paint.accent(shown.padEnd(7))}${title}`, width - 4, 'left', glyphs.ellipsis));
	const more = bindings.length > room;
	const foot = paint.quiet(
		more ? `${from + 1} to ${from + texts.length} of ${bindings.length}, arrows show more  Esc closes` : 'Esc closes',
	);
	return panel(texts, {
		title: 'Keys',
		note: theme.paint.quiet('what an option does: connectop --help'),
		foot,
		width,
		height,
		look: theme,
	});
}
