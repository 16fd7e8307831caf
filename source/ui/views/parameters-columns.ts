import {clean, toWidth, widthOf} from '../../draw/text.ts';
import type {ParameterInfo} from '../../run/parameter-info.ts';
import {allowed} from '../allowed.ts';
import type {Theme} from '../theme.ts';
import {choosable, type FixedLine, type LiveLine, type ParameterLine} from './parameters.ts';

/** Cells of each column of the Parameters view; 0 for one that there is no room for. Name and value are always there. */
export interface Columns {
	readonly name: number;
	/** Of a number; what is a word goes on over the unit. */
	readonly value: number;
	readonly unit: number;
	readonly range: number;
	readonly usual: number;
	readonly before: number;
	/** What is left, for the title. */
	readonly title: number;
}

/** Cells before the name: the mark of the chosen row, and the sign of a change. */
const lead = 4;
const widest = {name: 18, value: 10, unit: 9, range: 19, usual: 12, before: 12};
/** A title in fewer cells says nothing. */
const leastTitle = 14;

/** Columns for rows of `inner` cells: as many as fit, in the order in which they are needed. */
export function columnsFor(lines: readonly ParameterLine[], inner: number): Columns {
	const live = choosable(lines).filter(line => line.kind === 'live');
	const longest = (of: (line: LiveLine) => string, most: number) =>
		Math.min(most, Math.max(0, ...live.map(line => widthOf(clean(of(line))))));
	const name = Math.min(widest.name, Math.max(8, ...choosable(lines).map(line => widthOf(clean(line.name)))));
	const value = Math.min(widest.value, Math.max(6, inner - lead - name - 1));
	let left = inner - lead - name - 1 - value;
	const take = (cells: number): number => {
		if (cells === 0 || left < cells + 2) return 0;
		left -= cells + 2;
		return cells;
	};
	const unit = take(widest.unit);
	const range = take(longest(line => rangeOf(line.parameter), widest.range));
	const usual = take(
		Math.max(
			7,
			longest(line => line.usual ?? '', widest.usual),
		),
	);
	const before = take(
		Math.max(
			8,
			longest(line => line.before ?? '', widest.before),
		),
	);
	return {name, value, unit, range, usual, before, title: left - 2 >= leastTitle ? left - 2 : 0};
}

/** What is allowed, in few words. */
const rangeOf = (parameter: ParameterInfo): string =>
	parameter.kind === 'interval' ? 's, 100t, 0 = never' : allowed(parameter);

/** The titles of the columns. */
export function headOf(columns: Columns, inner: number): string {
	const {name, value, unit, range, usual, before, title} = columns;
	const cells = [
		`${' '.repeat(lead)}${toWidth('name', name)} ${toWidth('value', value, 'right')}`,
		cell('unit', unit),
		cell('allowed', range),
		cell('default', usual, 'right'),
		cell('at start', before, 'right'),
		cell('what it is', title),
	];
	return toWidth(cells.join(''), inner);
}

/** Name, value and the rest of a row, without styles. */
export function cellsOf(
	line: LiveLine | FixedLine,
	columns: Columns,
	inner: number,
	{glyphs}: Theme,
): readonly [name: string, value: string, rest: string] {
	const ascii = glyphs.grade === 'ascii';
	const {ellipsis} = glyphs;
	const {name, value, unit, range, usual, before, title} = columns;
	const named = toWidth(clean(line.name, ascii), name, 'left', ellipsis);
	const text = clean(line.value, ascii);
	if (line.kind === 'fixed') return [named, ' ', toWidth(text, Math.max(0, inner - lead - name - 2), 'left', ellipsis)];
	const {parameter} = line;
	const shown = parameter.unit === '1' ? '' : clean(parameter.unit, ascii);
	const isWord = parameter.kind === 'choice' || parameter.kind === 'boolean';
	const room = isWord && unit > 0 ? value + unit + 2 : value;
	const rest = [
		...(room > value ? [] : [cell(shown, unit, 'left', ellipsis)]),
		cell(clean(rangeOf(parameter), ascii), range, 'left', ellipsis),
		cell(clean(line.usual ?? '', ascii), usual, 'right', ellipsis),
		cell(clean(line.before ?? '', ascii), before, 'right', ellipsis),
		cell(clean(parameter.title, ascii), title, 'left', ellipsis),
	];
	return [named, toWidth(text, room, isWord ? 'left' : 'right', ellipsis), rest.join('')];
}

/** A column after two cells of space; nothing for one that is left out. */
const cell = (text: string, width: number, align: 'left' | 'right' = 'left', mark = '…'): string =>
	width === 0 ? '' : `  ${toWidth(text, width, align, mark)}`;
