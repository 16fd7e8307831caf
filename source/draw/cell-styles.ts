/** Codes that end each kind of style; a cell has one code of each kind at most. Bold and dim end together. */
const endings = {
	foreground: 39,
	background: 49,
	bold: 22,
	dim: 22,
	italic: 23,
	underline: 24,
	blink: 25,
	inverse: 27,
	hidden: 28,
	strike: 29,
} as const;
type Kind = keyof typeof endings;
type Style = Partial<Readonly<Record<Kind, string>>>;
const kinds = Object.keys(endings) as readonly Kind[];

const attributes: Readonly<Record<number, Kind>> = {
	1: 'bold',
	2: 'dim',
	3: 'italic',
	4: 'underline',
	5: 'blink',
	7: 'inverse',
	8: 'hidden',
	9: 'strike',
};

/** Styles as small numbers. 0 is the terminal's own style. */
export interface CellStyles {
	/** The style after an SGR sequence with these parameters; undefined when one of them is not known, or there are too many styles. */
	after(style: number, parameters: string): number | undefined;
	/** The shortest SGR sequence that leads from one style to another; nothing when they are the same. */
	change(from: number, to: number): string;
	/** Whether a space in this style looks different from one in style 0. */
	showsOnBlank(style: number): boolean;
}

/** A table of at most `most` styles. It grows with what is asked for. */
export function createCellStyles(most: number): CellStyles {
	const styles: Style[] = [{}];
	const numbers = new Map<string, number>([[nameOf({}), 0]]);
	const steps: Map<string, number>[] = [];
	const changes: Map<number, string>[] = [];

	function after(style: number, parameters: string): number | undefined {
		const known = steps[style]?.get(parameters);
		if (known !== undefined) return known;
		const next = apply(styles[style] ?? {}, parameters);
		if (!next) return undefined;
		const number = numbers.get(nameOf(next)) ?? styles.length;
		if (number >= most) return undefined;
		styles[number] = next;
		numbers.set(nameOf(next), number);
		rowOf(steps, style).set(parameters, number);
		return number;
	}

	function change(from: number, to: number): string {
		if (from === to) return '';
		const known = changes[from]?.get(to);
		if (known !== undefined) return known;
		const sequence = shortest(styles[from] ?? {}, styles[to] ?? {});
		rowOf(changes, from).set(to, sequence);
		return sequence;
	}

	function showsOnBlank(style: number): boolean {
		const {background, underline, inverse, strike} = styles[style] ?? {};
		return background !== undefined || underline !== undefined || inverse !== undefined || strike !== undefined;
	}

	return {after, change, showsOnBlank};
}

/** The map of one style in a table, made when it is first asked for. */
function rowOf<Key, Value>(table: Map<Key, Value>[], style: number): Map<Key, Value> {
	const row = table[style] ?? new Map<Key, Value>();
	table[style] = row;
	return row;
}

const nameOf = (style: Style): string => kinds.map(kind => style[kind] ?? '').join(' ');

/** A style and the parameters of one SGR sequence: the style that follows. */
function apply(before: Style, parameters: string): Style | undefined {
	const style: Partial<Record<Kind, string>> = {...before};
	const codes = parameters.split(';').map(Number);
	for (let i = 0; i < codes.length; i++) {
		const code = codes[i] ?? Number.NaN;
		const attribute = attributes[code];
		if (code === 0) for (const kind of kinds) delete style[kind];
		else if (attribute) style[attribute] = String(code);
		else if (code === 38 || code === 48) {
			const length = codes[i + 1] === 5 ? 3 : codes[i + 1] === 2 ? 5 : 0;
			const colour = codes.slice(i, i + length);
			if (length === 0 || colour.length < length || colour.includes(Number.NaN)) return undefined;
			style[code === 38 ? 'foreground' : 'background'] = colour.join(';');
			i += length - 1;
		} else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) style.foreground = String(code);
		else if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) style.background = String(code);
		else {
			const ended = kinds.filter(kind => endings[kind] === code);
			if (ended.length === 0) return undefined;
			for (const kind of ended) delete style[kind];
		}
	}
	return style;
}

/** Either what is different, or everything from the start. */
function shortest(from: Style, to: Style): string {
	const ended = new Set<number>();
	for (const kind of kinds) if (from[kind] !== undefined && to[kind] === undefined) ended.add(endings[kind]);
	const codes: (string | number)[] = [...ended];
	const anew: (string | number)[] = [''];
	for (const kind of kinds) {
		const code = to[kind];
		if (code === undefined) continue;
		anew.push(code);
		if (from[kind] !== code || ended.has(endings[kind])) codes.push(code);
	}
	const [changed, started] = [codes.join(';'), anew.length === 1 ? '' : `0${anew.join(';')}`];
	return `\u001B[${started.length < changed.length ? started : changed}m`;
}
