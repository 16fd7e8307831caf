import {stripVTControlCharacters} from 'node:util';
import {listRows} from './overlay-lists.ts';
import {pickerPanel} from './overlay-picker.ts';
import {promptRows} from './overlay-prompts.ts';
import type {ScreenState, Surroundings} from './state.ts';
import type {Theme} from './theme.ts';

/** The rows of a view with whatever is asked for over its lower part. Exactly as many rows as came in. */
export function withOverlay(
	rows: readonly string[],
	state: ScreenState,
	around: Surroundings,
	theme: Theme,
): readonly string[] {
	if (around.width < 40 || around.height < 10) return rows;
	const over = overlayRows(state, around, theme);
	const kept = Math.max(0, rows.length - over.length);
	return [...closed(rows, kept, theme), ...over.slice(Math.max(0, over.length - rows.length))];
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

function overlayRows(state: ScreenState, around: Surroundings, theme: Theme): readonly string[] {
	switch (state.mode) {
		case 'view':
		case 'value': // in its row
			return [];
		case 'help':
		case 'palette':
			return pickerPanel(state, around, theme);
		case 'text':
		case 'hz':
		case 'set':
		case 'filter':
		case 'arguments':
		case 'node':
		case 'narrow':
		case 'preset-name':
			return promptRows(state, around, theme);
		case 'restore':
		case 'confirm':
		case 'quit':
		case 'nodes':
		case 'presets':
		case 'replace':
			return listRows(state, around, theme);
	}
}
