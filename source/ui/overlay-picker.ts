import {bottomOf, panel} from '../draw/panel.ts';
import {clean, toWidth, truncate, widthOf} from '../draw/text.ts';
import {promptLine} from './overlay-prompts.ts';
import {pickerRows} from './picker.ts';
import type {PickerItem} from './picker-items.ts';
import type {ScreenState, Surroundings} from './state.ts';
import type {Theme} from './theme.ts';

/** Cells of the first column where there is room for it. */
const headWidth = 17;

/** The rows of the palette or the help that are shown of `count`, the chosen one among them; the first stands on the second row of the terminal. */
export function pickerWindow(
	choice: number,
	count: number,
	height: number,
): {readonly room: number; readonly chosen: number; readonly first: number} {
	const room = height - 3;
	const chosen = Math.max(0, Math.min(choice, count - 1));
	return {room, chosen, first: Math.max(0, Math.min(chosen - room + 2, count - room))};
}

/** The palette or the help over the whole view: rows that fit, and the line that searches them. */
export function pickerPanel(state: ScreenState, around: Surroundings, theme: Theme): readonly string[] {
	const {width, height} = around;
	const {paint, glyphs} = theme;
	const ascii = glyphs.grade === 'ascii';
	const items = pickerRows(state, around);
	const {room, chosen, first} = pickerWindow(state.choice, items.length, height);
	const mark = ascii ? '>' : '▸';
	const rows = items.slice(first, first + room).map((item, at) => {
		const row = itemRow(item, width - 6, theme);
		return first + at === chosen ? `${paint.title(mark)} ${row}` : `  ${row}`;
	});
	const help = state.mode === 'help';
	const note = items.length > room ? `${first + 1} to ${first + rows.length} of ${items.length}` : `${items.length}`;
	if (items.length === 0) rows.push(paint.quiet('  nothing fits'));
	const framed = panel(rows, {
		title: help ? 'Keys and commands' : 'Commands',
		note,
		width,
		height: height - 1,
		look: theme,
	});
	const notice = state.notice === undefined ? undefined : paint.warn(clean(state.notice, ascii));
	const hint = help ? 'type to search  Enter does it  Esc closes' : 'Tab completes  Enter does it  Esc closes';
	return [
		...framed.slice(0, -1),
		bottomOf(notice, width, theme),
		promptLine(help ? 'search' : 'command', state.draft, hint, width, theme),
	];
}

const arrowNames: Readonly<Record<string, string>> = {'←': 'left', '→': 'right', '↑': 'up', '↓': 'down'};

function itemRow({head, title, note, lack}: PickerItem, inner: number, {paint, glyphs}: Theme): string {
	if (lack !== undefined) return paint.quiet(truncate(`${clean(head)}: ${clean(lack)}`, inner, glyphs.ellipsis));
	const ascii = glyphs.grade === 'ascii';
	const shown = ascii ? clean(arrowNames[head] ?? head, true) : clean(head);
	const name = paint.accent(
		toWidth(
			shown,
			Math.max(Math.min(headWidth, Math.floor(inner / 2)), Math.min(widthOf(shown), inner - 20)),
			'left',
			glyphs.ellipsis,
		),
	);
	const text = `${name} ${clean(title, ascii)}`;
	const said = clean(note, ascii);
	const gap = inner - widthOf(text) - widthOf(said);
	return gap >= 2 ? `${text}${' '.repeat(gap)}${paint.quiet(said)}` : truncate(text, inner, glyphs.ellipsis);
}
