import type {LogLine} from '../records/follow-log.ts';
import type {Theme} from '../ui/theme.ts';
import {type Row, rowLine} from './tail-lines.ts';
import type {TailRequest} from './tail-options.ts';
import {spelt} from './tail-output.ts';

/** Damaged lines that are told one by one; of more, their number. */
const mostTold = 5;

/** Turns lines of a log into what is printed. */
export interface RowPrinter {
	/** What is printed for a line of the file; undefined when it is not asked for, or damaged. */
	lineOf(text: string): string | undefined;
	/** All that is printed for these lines. */
	print(lines: readonly LogLine[]): string;
	/** Lines that have gone through. */
	readonly seen: number;
	/** Damaged ones among them. */
	readonly damaged: number;
	/** Damaged lines to tell of that came since the last call. */
	takeDamaged(): readonly LogLine[];
}

/** A printer of the rows that are asked for. On a terminal, rows are printed so that it obeys nothing in them. */
export function rowPrinter(request: TailRequest, theme: Theme, terminal: boolean): RowPrinter {
	const paintless = withoutPaint(theme);
	const damagedLines: LogLine[] = [];
	let [seen, damaged] = [0, 0];

	function printed(row: Row, text: string): string | undefined {
		if (!request.takesLevel(row['level'])) return undefined;
		if (request.json) return request.takesLine(text) ? (terminal ? spelt(text) : text) : undefined;
		if (!request.takesLine(rowLine(row, paintless))) return undefined;
		return rowLine(row, theme);
	}

	function take(line: LogLine): string {
		seen++;
		const row = parsed(line.text);
		if (!row && ++damaged <= mostTold) damagedLines.push(line);
		const print = row && printed(row, line.text);
		return print === undefined ? '' : `${print}\n`;
	}

	return {
		lineOf(text) {
			const row = parsed(text);
			return row && printed(row, text);
		},
		print: lines => lines.map(take).join(''),
		get seen() {
			return seen;
		},
		get damaged() {
			return damaged;
		},
		takeDamaged: () => damagedLines.splice(0),
	};
}

/** What --filter looks at holds no colours. */
function withoutPaint(theme: Theme): Theme {
	const plain = (text: string) => text;
	return {...theme, paint: {...theme.paint, quiet: plain, accent: plain, warn: plain, bad: plain}};
}

function parsed(text: string): Row | undefined {
	try {
		const row: unknown = JSON.parse(text);
		return typeof row === 'object' && row !== null && !Array.isArray(row) ? (row as Row) : undefined;
	} catch {
		return undefined; // damaged: whoever prints tells of it
	}
}
