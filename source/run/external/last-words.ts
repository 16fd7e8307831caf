import {plain} from './plain.ts';

/** Lines that are kept of what a program printed last, and how long each may be. */
const [mostLines, longest] = [50, 300] as const;
/** How a line begins that says what is wrong: an exception of Python, Node.js or a shell. */
const mistake = /^\s*[\w.]*(?:Error|Exception|Interrupt|error)\b/;
/** Where it was, in a traceback of Python and in a stack of Node.js. */
const places = [/^\s*File "([^"]+)", line (\d+)/, /\(?(?:file:\/\/)?(\/[^():]+):(\d+)(?::\d+)?\)?$/] as const;
/** Code of somebody else. */
const library = /(?:site|dist)-packages|node_modules|node:|\/lib\/python|<frozen/;

/** What a program printed to stderr last, from which its end is explained. */
export interface LastWords {
	add(text: string): void;
	/** The newest lines. */
	lines(): readonly string[];
	/** What was wrong and where in the user's own code, in one line; '' when nothing was printed. */
	summary(): string;
}

export function createLastWords(): LastWords {
	let kept: string[] = [];
	let rest = '';
	const lines = () => (rest.trim() === '' ? kept : [...kept, plain(rest)]);
	return {
		add(text) {
			const all = (rest + text).split('\n');
			rest = (all.pop() ?? '').slice(0, longest);
			const whole = all.filter(line => line.trim() !== '').slice(-mostLines);
			kept = [...kept, ...whole.map(line => plain(line.slice(0, longest)))].slice(-mostLines);
		},
		lines,
		summary: () => summaryOf(lines()),
	};
}

function summaryOf(lines: readonly string[]): string {
	const at = lines.findLastIndex(line => mistake.test(line));
	const what = (lines[at] ?? lines.at(-1) ?? '').trim();
	if (at < 0) return what.slice(0, 200);
	const placeIn = (line: string) => {
		const [, file = '', number = ''] = places.map(each => each.exec(line)).find(each => each) ?? [];
		return file === '' ? [] : [`${file}:${number}`];
	};
	const mine = lines.filter(line => !library.test(line)).flatMap(placeIn);
	const where = mine.at(-1) ?? lines.flatMap(placeIn).at(-1);
	return `${what.slice(0, 200)}${where === undefined ? '' : ` (${where.split('/').at(-1)})`}`;
}
