/** What a mouse did on the terminal. */
export interface MouseReport {
	readonly kind: 'press' | 'release' | 'drag' | 'wheel';
	/** Of a wheel that is turned sideways or another button nothing is made. */
	readonly button: 'left' | 'middle' | 'right' | 'none';
	/** Cells from the left and the top, from 0; a terminal may report what lies outside of it. */
	readonly column: number;
	readonly row: number;
	/** Notches of the wheel: negative towards what lies above. */
	readonly steps: number;
}

/** Takes the reports of a mouse out of what comes from a terminal. */
export interface MouseReader {
	/** The next characters, however they were split: what is left of them for the keyboard, and the reports. */
	push(text: string): {readonly text: string; readonly reports: readonly MouseReport[]};
	/** What was held back as it may have been the beginning of a report, and may as well have been a key. */
	flush(): string;
	/** Something that a key may have sent is held back. */
	readonly holding: boolean;
}

const report = /^\u001B\[<(\d{1,5});(\d{1,5});(\d{1,5})([Mm])/;
/** As terminals send it that know no other: three characters, each 32 more than what it stands for. */
const oldReport = /^\u001B\[M([\s\S])([\s\S])([\s\S])/;
/** No key begins so: whatever follows up to its last character is a report that was torn. */
const tornReport = /^\u001B\[<[ -?]*[@-~]?/;
const begun = /^\u001B(?:\[(?:<[\d;]{0,20}|M[\s\S]{0,2}|2|20|200)?)?$/;
const pasteStart = '\u001B[200~';
const pasteEnd = '\u001B[201~';

/** A reader of SGR reports (xterm's mode 1006), and of those of before it. What is pasted is text, whatever is in it. */
export function createMouseReader(): MouseReader {
	let held = '';
	let pasting = '';
	let escaped = false;

	function push(chunk: string): {text: string; reports: readonly MouseReport[]} {
		// An Escape that was given to the keyboard as nothing came after it may have been the first of a slow report.
		let rest = escaped && /^\[<\d+;/.test(chunk) ? `\u001B${chunk}` : held + chunk;
		if (chunk !== '') escaped = false;
		held = '';
		let text = '';
		const reports: MouseReport[] = [];
		while (rest !== '') {
			if (pasting !== '') {
				const passed = pasted(rest);
				text += passed;
				rest = rest.slice(passed.length);
				continue;
			}
			const at = rest.indexOf('\u001B');
			text += at < 0 ? rest : rest.slice(0, at);
			rest = at < 0 ? '' : rest.slice(at);
			if (rest === '') break;
			if (begun.test(rest)) {
				held = rest;
				break;
			}
			const taken = oneReport(rest);
			if (taken) {
				if (taken.report) reports.push(taken.report);
				rest = rest.slice(taken.length);
				continue;
			}
			if (rest.startsWith(pasteStart)) pasting = pasteStart;
			const length = pasting === '' ? 1 : pasteStart.length;
			text += rest.slice(0, length);
			rest = rest.slice(length);
		}
		return {text, reports: together(reports)};
	}

	/** What of `rest` is pasted, its end included. */
	function pasted(rest: string): string {
		const before = pasting.slice(-(pasteEnd.length - 1));
		const end = (before + rest).indexOf(pasteEnd);
		const passed = end < 0 ? rest : rest.slice(0, end + pasteEnd.length - before.length);
		pasting = end < 0 ? before + passed : '';
		return passed;
	}

	return {
		push,
		flush() {
			if (!keyLike(held)) return '';
			const text = held;
			held = '';
			escaped = text === '\u001B';
			return text;
		},
		get holding() {
			return keyLike(held);
		},
	};
}

const keyLike = (held: string): boolean => held !== '' && !/^\u001B\[[<M]/.test(held);

/** The report that a text begins with, and its length. */
function oneReport(text: string): {readonly length: number; readonly report: MouseReport | undefined} | undefined {
	const sgr = report.exec(text);
	if (sgr) {
		const [whole, code, column, row, end] = sgr;
		return {length: whole.length, report: reportOf(Number(code), Number(column), Number(row), end === 'm')};
	}
	const old = oldReport.exec(text);
	if (old) {
		const [code = 0, column = 0, row = 0] = old.slice(1).map(each => each.charCodeAt(0) - 32);
		return {length: old[0].length, report: reportOf(code, column, row, (code & 3) === 3 && code < 64)};
	}
	const torn = tornReport.exec(text);
	return torn ? {length: torn[0].length, report: undefined} : undefined;
}

const buttons = ['left', 'middle', 'right', 'none'] as const;

/** Bits of the code: 0 to 1 the button, 32 moved, 64 a wheel, 128 a button of the side; 4, 8 and 16 are Shift, Alt and Ctrl. */
function reportOf(code: number, column: number, row: number, released: boolean): MouseReport | undefined {
	const place = {column: Math.max(0, column - 1), row: Math.max(0, row - 1), steps: 0};
	const which = code & 3;
	const button = buttons[which] ?? 'none';
	if (code >= 128) return undefined;
	if (code & 64) return which > 1 ? undefined : {...place, kind: 'wheel', button: 'none', steps: which === 0 ? -1 : 1};
	if (released) return {...place, kind: 'release', button};
	if (code & 32) return which === 3 ? undefined : {...place, kind: 'drag', button};
	return {...place, kind: 'press', button};
}

/** Notches at one place as one report, and of the ways of a drag the last: a flood is as quick as a single one. */
function together(reports: readonly MouseReport[]): readonly MouseReport[] {
	const kept: MouseReport[] = [];
	for (const each of reports) {
		const last = kept.at(-1);
		const same = last?.kind === each.kind && last.button === each.button;
		const turned = same && each.kind === 'wheel' && last.column === each.column && last.row === each.row;
		if (turned && Math.sign(last.steps) === Math.sign(each.steps))
			kept[kept.length - 1] = {...each, steps: last.steps + each.steps};
		else if (same && each.kind === 'drag') kept[kept.length - 1] = each;
		else kept.push(each);
	}
	return kept;
}
