import {edgeTable} from '../edge-table.ts';
import type {EdgeTable} from '../graph.ts';
import {headOf, headWindow, type Input, sizeOf, windowOn} from './byte-window.ts';
import {type Columns, findColumns, separatorOf} from './columns.ts';
import {decimalAt} from './decimal.ts';
import {directionOf, type EdgeKinds, edgeKinds} from './edge-kinds.ts';
import {collectRows} from './edge-rows.ts';
import {fault, shown} from './fault.ts';
import {checkedName, nameTable} from './name-table.ts';
import type {ReadOptions} from './read-options.ts';
import {fieldText, type RowScanner, rowScanner, type Separator} from './row-scanner.ts';

/**
Reads a list of edges, one a row: comma, semicolon, tab or blanks between the fields, with or without a header. Nodes are numbered as they
appear. `from` is where the text begins.
*/
export function readEdgeList(
	input: Input,
	file: string,
	from: number,
	extension: string,
	options: ReadOptions,
): EdgeTable {
	const separator = separatorOf(firstRow(input, from), extension);
	const columns = columnsOf(input, file, from, separator);
	const expected = expectedRows(input, from);
	const row = rowScanner(windowOn(input), file, separator, from);
	if (columns.header) row.next();
	const nodes = nameTable(file);
	const kinds = edgeKinds(file);
	const kindAt = kindReader(file, row, columns, kinds);
	const collector = collectRows(expected, file, options.memory);
	while (row.next()) {
		if (row.fields !== columns.count) throw ragged(file, row, columns);
		const source = nodeAt(row, columns.source, 'source');
		const target = nodeAt(row, columns.target, 'target');
		const weight = columns.weight < 0 ? 1 : weightAt(file, row, columns.weight);
		collector.add(source, target, weight, kindAt());
	}

	const rows = collector.rows();
	if (rows.length === 0)
		throw fault('graph-empty', file, undefined, 'has a header and no edges; a graph has at least one edge');
	return edgeTable(
		rows,
		{
			n: nodes.names.length,
			names: nodes.names,
			types: kinds.types,
			format: `edge list (${readAs(columns, row, separator)})`,
			file,
		},
		options,
	);

	function nodeAt(at: RowScanner, field: number, title: string): number {
		const [start, end] = [at.starts[field]!, at.ends[field]!];
		if (start === end) throw fault('graph-name', file, at.line, `the ${title} is empty`);
		if (at.quotes[field] === 0) return nodes.indexAt(at.bytes, start, end, at.line);
		const plain = new TextEncoder().encode(strictText(at, field));
		return nodes.indexAt(plain, 0, plain.length, at.line);
	}

	/** A quoted name without its quotes and padding; throws when it is no UTF-8. */
	function strictText(at: RowScanner, field: number): string {
		try {
			new TextDecoder('utf-8', {fatal: true}).decode(at.bytes.subarray(at.starts[field], at.ends[field]));
		} catch {
			throw fault('graph-encoding', file, at.line, 'a name is not valid UTF-8; save the file as UTF-8');
		}
		return checkedName(fieldText(at, field), file, at.line);
	}
}

/** What was made of the file, in words: a header that was taken for an edge, or the other way round, shows here. */
function readAs({header, weight, weightTitle}: Columns, {comments}: RowScanner, separator: Separator): string {
	return [
		separator,
		header ? 'header' : 'no header',
		weight < 0 ? 'no weights' : `weights from ${header ? shown(weightTitle) : `column ${weight + 1}`}`,
		...(comments === 0 ? [] : [`${comments} comment line${comments === 1 ? '' : 's'}`]),
	].join(', ');
}

/** Bytes of a row from which its separator is told. */
const tellingBytes = 65_536;

/** The first line that is neither blank nor a comment, or the beginning of it. */
function firstRow(input: Input, from: number): string {
	const window = headWindow(input);
	for (let at = from; ; ) {
		const {bytes, ended} = window;
		let end = at;
		while (end < bytes.length && bytes[end] !== 10 && bytes[end] !== 13) end++;
		const text = new TextDecoder().decode(bytes.subarray(at, Math.min(end, at + tellingBytes))).trim();
		const isRow = text !== '' && !/^[#%]/.test(text);
		if (isRow && (ended || end < bytes.length || end - at >= tellingBytes)) return text;
		if (end < bytes.length) at = end + 1;
		else if (ended) return '';
		else {
			window.moveOn(at);
			at = 0;
		}
	}
}

function columnsOf(input: Input, file: string, from: number, separator: Separator): Columns {
	const row = rowScanner(headWindow(input), file, separator, from);
	if (!row.next()) throw fault('graph-empty', file, undefined, 'has no edges, only blank lines or comments');
	const {line} = row;
	const texts = () => Array.from({length: row.fields}, (_, i) => fieldText(row, i));
	const first = texts();
	return findColumns(first, row.next() ? texts() : undefined, file, line);
}

/** Rows to expect, from the length of the lines at the beginning; a little more, so that arrays seldom grow. */
function expectedRows(input: Input, from: number): number {
	const sample = headOf(input).subarray(from);
	let lines = 1;
	for (const byte of sample) if (byte === 10 || byte === 13) lines++;
	return (lines * (sizeOf(input) - from) * 1.03) / sample.length;
}

function weightAt(file: string, row: RowScanner, field: number): number {
	const weight = decimalAt(row.bytes, row.starts[field]!, row.ends[field]!);
	if (Number.isFinite(Math.fround(weight))) return weight;
	if (row.starts[field] === row.ends[field])
		throw fault('graph-weight', file, row.line, 'the weight is missing; every edge needs one, or none of them');
	const text = fieldText(row, field);
	const hint = /^[+-]?\d*,\d+$/.test(text) ? ' (a decimal point, no comma)' : '';
	throw fault(
		'graph-weight',
		file,
		row.line,
		`the weight ${shown(text)} is no finite number; a weight is a number such as 3, -0.5 or 1e-3${hint}`,
	);
}

/** Reads the kind of the row that the scanner stands on. The words of a type are looked up by their bytes. */
function kindReader(file: string, row: RowScanner, {type, direction}: Columns, kinds: EdgeKinds): () => number {
	if (type < 0) {
		const kind = kinds.kindOf('', undefined, 1);
		return () => kind;
	}
	const words = nameTable(file);
	const known: number[] = [];
	return () => {
		const [start, end] = [row.starts[type]!, row.ends[type]!];
		if (direction >= 0) return kinds.kindOf(fieldText(row, type), givenDirection(file, row, direction), row.line);
		if (start === end) return kinds.kindOf('', undefined, row.line);
		const word = words.indexAt(row.bytes, start, end, row.line);
		known[word] ??= kinds.kindOf(fieldText(row, type), undefined, row.line);
		return known[word];
	};
}

function givenDirection(file: string, row: RowScanner, field: number): boolean {
	const text = fieldText(row, field);
	const undirected = directionOf(text);
	if (undirected === undefined)
		throw fault('graph-types', file, row.line, `the direction ${shown(text)} is unknown; use Directed or Undirected`);
	return undirected;
}

function ragged(file: string, row: RowScanner, {count, header}: Columns): Error {
	const fields = row.fields === 1 ? '1 field' : `${row.fields} fields`;
	return fault(
		'graph-row',
		file,
		row.line,
		`has ${fields}, but the ${header ? 'header' : 'first row'} has ${count}; every row has the same number of fields`,
	);
}
