import {colour, type Look, type Paint} from './style.ts';

export interface TwoCurvesOptions {
	/** Cells. */
	readonly width: number;
	readonly height: number;
	/** The values at the bottom and the top. */
	readonly range: readonly [low: number, high: number];
	/** Cell of a row that a line stands in from top to bottom, where nothing else is drawn. */
	readonly mark?: number | undefined;
	readonly look: Look;
}

/** Which curves a cell shows: the first, the second, both. */
type Part = 'none' | 'a' | 'b' | 'both' | 'mark';

/** What the curves are drawn with, for a legend. */
export interface CurveSigns {
	readonly a: string;
	readonly b: string;
	readonly both: string;
}

/** Without colour, and in ASCII, curves are told apart by letters. */
const lettered = ({colour: level, glyphs}: Look): boolean => level === 0 || glyphs.grade !== 'braille';

const letters: CurveSigns = {a: 'a', b: 'b', both: '='};

/** Values of a column that go into one cell. */
export const valuesPerCell = (look: Look): 1 | 2 => (lettered(look) ? 1 : 2);

/** A sample of each curve, as it is drawn. */
export function curveSigns(look: Look): CurveSigns {
	const paints = paintsOf(look);
	if (lettered(look)) return {a: paints.a(letters.a), b: paints.b(letters.b), both: paints.both(letters.both)};
	return {a: paints.a('⠒⠒'), b: paints.b('⠒⠒'), both: paints.both('⠒⠒')};
}

/**
Two curves over each other, `height` rows of `width` cells: in braille dots of two colours, a third where they share a cell, or in letters where there is no
colour. Of each curve `valuesPerCell` values a cell; NaN leaves a gap.
*/
export function twoCurves(a: Float64Array, b: Float64Array, options: TwoCurvesOptions): string[] {
	const {width, height, look, mark} = options;
	const letter = lettered(look);
	const [ofA, ofB] = [dotsOf(a, options, letter), dotsOf(b, options, letter)];
	const paints = paintsOf(look);
	return Array.from({length: height}, (_, row) => {
		let [drawn, run]: [string, string] = ['', ''];
		let part: Part = 'none';
		for (let at = 0; at < width; at++) {
			const [one, other] = [ofA[row * width + at] ?? 0, ofB[row * width + at] ?? 0];
			const here = partOf(one, other, at === mark);
			if (here !== part) {
				drawn += paints[part](run);
				[run, part] = ['', here];
			}
			run += glyphOf(here, one | other, letter, look);
		}
		return drawn + paints[part](run);
	});
}

function partOf(a: number, b: number, marked: boolean): Part {
	if (a !== 0 && b !== 0) return 'both';
	if (a !== 0) return 'a';
	if (b !== 0) return 'b';
	return marked ? 'mark' : 'none';
}

function glyphOf(part: Part, dots: number, letter: boolean, {glyphs}: Look): string {
	if (part === 'none') return ' ';
	if (part === 'mark') return glyphs.limit;
	return letter ? letters[part] : String.fromCharCode(0x2800 + dots);
}

function paintsOf({colour: level, paint}: Look): Readonly<Record<Part, Paint>> {
	const [first, second] = paint.chart.series;
	const plain: Paint = text => text;
	const styled = (style: Paint): Paint => (level === 0 ? plain : text => (text === '' ? '' : style(text)));
	return {
		none: plain,
		a: styled(colour(level, first)),
		b: styled(colour(level, second)),
		both: styled(paint.title),
		mark: styled(paint.warn),
	};
}

const leftDots = [0x40, 0x04, 0x02, 0x01];
const rightDots = [0x80, 0x20, 0x10, 0x08];

/** The dots of a curve by cell; with letters one dot a cell. A steep curve is closed by dots below each other. */
function dotsOf(values: Float64Array, {width, height, range}: TwoCurvesOptions, letter: boolean): Uint8Array {
	const [parts, columns] = letter ? [1, 1] : [4, 2];
	const cells = new Uint8Array(width * height);
	const levels = parts * height;
	let before = Number.NaN;
	for (let column = 0; column < columns * width; column++) {
		const level = levelOf(values[column] ?? Number.NaN, range, levels);
		const from = Number.isNaN(before) || before === level ? level : before < level ? before + 1 : before - 1;
		for (let dot = Math.min(from, level); dot <= Math.max(from, level); dot++) {
			const cell = (height - 1 - Math.floor(dot / parts)) * width + Math.floor(column / columns);
			const bit = letter ? 1 : (column % 2 === 0 ? leftDots : rightDots)[dot % 4];
			cells[cell] = (cells[cell] ?? 0) | (bit ?? 0);
		}
		before = level;
	}
	return cells;
}

/** Level 0 … `levels` − 1 of a value, NaN for none; quarters keep the greatest numbers from overflowing. */
function levelOf(value: number, [low, high]: TwoCurvesOptions['range'], levels: number): number {
	if (!Number.isFinite(value)) return Number.NaN;
	const share = (value / 4 - low / 4) / (high / 4 - low / 4);
	return Math.min(levels - 1, Math.max(0, Math.floor(share * levels)));
}
