import {blank, type CellGlyphs, createCellGlyphs, mostStyles, unknown} from './cell-glyphs.ts';
import {type CellTarget, controlSequence, readCells} from './cell-reader.ts';
import {createScreen, resized} from './cell-screen.ts';
import {type CellStyles, createCellStyles} from './cell-styles.ts';
import {changedCells} from './changed-cells.ts';

/** Stands before a terminal and sends it only what is new in the pictures that are written to it. */
export interface ThriftyWriter {
	/** What to send to a terminal of `columns` × `rows` cells for it to show what `text` would have made it show. */
	write(text: string, columns: number, rows: number): string;
	/** The terminal may show something else by now: the next picture is sent whole. */
	forget(): void;
	/** What to send for that when no next picture comes. */
	repaint(columns: number, rows: number): string;
	/** Whether a part of the picture was not sent, because enough was. */
	unfinished(): boolean;
	/** The next part of it. */
	goOn(columns: number, rows: number): string;
	/** The next picture is sent whole: somebody waits for it. */
	hurry(): void;
}

const [beginSynchronised, endSynchronised] = ['\u001B[?2026h', '\u001B[?2026l'];
const plainStyle = '\u001B[m';
/** Leave the cells and the cursor's place alone: whether the cursor is shown, reports of focus and of keys, bracketed paste. */
const modes = /^\u001B\[(?:\?(?:25|1004|2004)[hl]|[<=>?][\d;]*u)$/;
const alternateScreen = '\u001B[?1049h';
/** After these the picture is known: blank cells, cursor at the top left. */
const blankScreen = /\u001B\[\?1049h|\u001B\[(?:1;1)?H\u001B\[0?J/g;

/**
A writer that knows nothing yet. It follows a renderer of rows, as Ink is: styled text, line feeds, moves of the cursor, erasing, and
synchronised output, each frame of which it sends in one piece. From anything else on it hands on all as it is, until the alternate
screen is entered or the whole screen is cleared. Text ends with no style open, and with the cursor where the renderer left it.
`most`: bytes of one picture after which it begins no other row; what is left waits for the next.
*/
export function createThriftyWriter(most = Number.POSITIVE_INFINITY): ThriftyWriter {
	let styles: CellStyles = createCellStyles(mostStyles);
	let glyphs: CellGlyphs = createCellGlyphs();
	/** What was written, and what the terminal shows of it. */
	let target: CellTarget = {screen: createScreen(0, 0), style: 0};
	let shown = createScreen(0, 0);
	let following = false;
	/** Whether there may be something to send; whether the terminal may show another picture than `shown`. */
	let waiting = false;
	let stale = false;
	/** Inside synchronised output; whether its beginning was sent. */
	let synchronised = false;
	let begun = false;
	/** The row that the next part of a picture begins with; whether it is not to be a part. */
	let from = 0;
	let hurried = false;
	/** Whether a part was sent for what is being written. */
	let parted = false;

	function write(text: string, columns: number, rows: number): string {
		resize(columns, rows);
		let out = '';
		let at = 0;
		parted = false;
		while (at < text.length) {
			if (!following) {
				const [sent, end] = handOn(text, at);
				out += sent;
				at = end;
				continue;
			}
			const end = readCells(text, at, target, styles, glyphs);
			waiting ||= end > at;
			at = end;
			if (at === text.length) break;
			controlSequence.lastIndex = at;
			const [sequence = ''] = controlSequence.exec(text) ?? [];
			out += control(sequence);
			if (following) at += sequence.length;
		}
		return synchronised ? out : out + picture(most);
	}

	/** A sequence that is not about cells. */
	function control(sequence: string): string {
		if (sequence === beginSynchronised) {
			synchronised = true;
			return '';
		}
		if (sequence === endSynchronised) {
			const end = picture(most) + (synchronised && !begun ? '' : sequence);
			synchronised = begun = false;
			return end;
		}
		if (modes.test(sequence)) return picture(most) + sequence;
		if (sequence === alternateScreen) {
			const sent = picture() + sequence + plainStyle;
			start(unknown);
			return sent;
		}
		waiting = true;
		const sent = picture() + (synchronised && !begun ? beginSynchronised : '') + styles.change(0, target.style);
		following = synchronised = begun = false;
		return sent;
	}

	/** Text up to the point from which on the picture is known. */
	function handOn(text: string, at: number): readonly [sent: string, end: number] {
		blankScreen.lastIndex = at;
		const match = target.screen.columns > 0 ? blankScreen.exec(text) : null;
		if (!match) return [text.slice(at), text.length];
		const [sequence] = match;
		const alternate = sequence === alternateScreen;
		start(alternate ? unknown : blank);
		const end = match.index + sequence.length;
		return [text.slice(at, match.index) + (alternate ? sequence + plainStyle : plainStyle + sequence), end];
	}

	function start(cell: number): void {
		const {columns, rows} = target.screen;
		styles = createCellStyles(mostStyles);
		glyphs = createCellGlyphs();
		target = {screen: createScreen(columns, rows), style: 0};
		shown = createScreen(columns, rows, cell);
		if (cell === unknown) shown.x = -1;
		following = true;
		waiting = stale = false;
		from = 0;
	}

	/** The newest picture; a first one is never a part. */
	function picture(limit = Number.POSITIVE_INFINITY): string {
		if (!waiting || (parted && limit === most)) return '';
		const portion = {most: hurried || shown.x < 0 ? Number.POSITIVE_INFINITY : limit, from, whole: true};
		const changes = changedCells(shown, target.screen, styles, glyphs, portion);
		from = portion.whole ? 0 : portion.from;
		waiting = parted = !portion.whole;
		stale = hurried = false;
		if (changes === '' || !synchronised || begun) return changes;
		begun = true;
		return beginSynchronised + changes;
	}

	function resize(columns: number, rows: number): void {
		const {screen} = target;
		if (columns === screen.columns && rows === screen.rows) return;
		const possible = columns > 0 && rows > 0;
		following &&= possible;
		target = {...target, screen: possible ? resized(screen, columns, rows) : createScreen(0, 0)};
		forget();
	}

	function forget(): void {
		from = 0;
		shown = createScreen(target.screen.columns, target.screen.rows, unknown);
		shown.x = -1;
		stale = true;
	}

	function repaint(columns: number, rows: number): string {
		resize(columns, rows);
		if (!following || !stale || synchronised) return '';
		waiting = true;
		return beginSynchronised + picture() + endSynchronised;
	}

	function goOn(columns: number, rows: number): string {
		resize(columns, rows);
		if (!following || !waiting || synchronised) return '';
		parted = false;
		return beginSynchronised + picture(most) + endSynchronised;
	}

	function hurry(): void {
		hurried = true;
	}

	return {
		write,
		forget,
		repaint,
		unfinished: () => following && waiting && !synchronised,
		goOn,
		hurry,
	};
}
