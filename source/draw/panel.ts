import type {Look} from './style.ts';
import {toWidth, truncate, widthOf} from './text.ts';

/** What stands in the frame of a panel. */
export interface PanelOptions {
	readonly title: string;
	/** Said at the right end of the top border; left out when it does not fit. May be styled. */
	readonly note?: string;
	/** Said in the bottom border. May be styled. */
	readonly foot?: string;
	/** Cells and rows, borders included. */
	readonly width: number;
	readonly height: number;
	readonly look: Look;
}

/** `rows` in a frame: exactly `height` rows of `width` cells. Rows must be `width` − 4 cells wide or less. */
export function panel(rows: readonly string[], {title, note, foot, width, height, look}: PanelOptions): string[] {
	const {glyphs, paint} = look;
	const side = paint.faint(glyphs.box[5]);
	const drawn = [topOf(title, note, width, look)];
	for (let row = 0; row < height - 2; row++)
		drawn.push(`${side} ${toWidth(rows[row] ?? '', width - 4, 'left', glyphs.ellipsis)} ${side}`);
	drawn.push(bottomOf(foot, width, look));
	return drawn;
}

/** The top border with a title and a note in it. */
export function topOf(title: string, note: string | undefined, width: number, {glyphs, paint}: Look): string {
	const [left, right, , , line] = glyphs.box;
	const shown = truncate(title, width - 6, glyphs.ellipsis);
	const room = width - 5 - widthOf(shown);
	const said = note !== undefined && widthOf(note) + 4 <= room ? note : '';
	if (said === '')
		return `${paint.faint(left + line)} ${paint.title(shown)} ${paint.faint(line.repeat(Math.max(0, room)) + right)}`;
	const filled = line.repeat(room - widthOf(said) - 3);
	return `${paint.faint(left + line)} ${paint.title(shown)} ${paint.faint(filled)} ${paint.quiet(said)} ${paint.faint(line + right)}`;
}

/** The bottom border, with a text in it if there is one. */
export function bottomOf(text: string | undefined, width: number, {glyphs, paint}: Look): string {
	const [, , left, right, line] = glyphs.box;
	if (text === undefined) return paint.faint(left + line.repeat(width - 2) + right);
	const said = truncate(text, width - 6, glyphs.ellipsis);
	return `${paint.faint(left + line)} ${said} ${paint.faint(line.repeat(Math.max(0, width - 5 - widthOf(said))) + right)}`;
}
