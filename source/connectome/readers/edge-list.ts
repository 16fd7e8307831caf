import {edgeTable} from '../edge-table.ts';
import type {EdgeTable} from '../graph.ts';
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
	bytes: Uint8Array,
	file: string,
	from: number,
	extension: string,
	options: ReadOptions,
): EdgeTable {
	const separator = separatorOf(firstRow(bytes, from), extension);
	const columns = columnsOf(bytes, file, from, separator);
	const row = rowScanner(bytes, file, separator, from);
	if (columns.header) row.next();
	const nodes = nameTable(file);
	const kinds = edgeKinds(file);
	const kindAt = kindReader(bytes, file, row, columns, kinds);
	const collector = collectRows(expectedRows(bytes, from));
	while (row.next()) {
		if (row.fields !== columns.count) throw ragged(file, row, columns);
		const source = nodeAt(row, columns.source, 'source');
		const target = nodeAt(row, columns.target, 'target');
		const weight = columns.weight < 0 ? 1 : weightAt(bytes, file, row, columns.weight);
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
		if (at.quotes[field] === 0) return nodes.indexAt(bytes, start, end, at.line);
		const plain = new TextEncoder().encode(strictText(at, field));
		return nodes.indexAt(plain, 0, plain.length, at.line);
	}

	/** A quoted name without its quotes and padding; throws when it is no UTF-8. */
	function strictText(at: RowScanner, field: number): string {
		try {
			new TextDecoder('utf-8', {fatal: true}).decode(bytes.subarray(at.starts[field], at.ends[field]));
		} catch {
			throw fault('graph-encoding', file, at.line, 'a name is not valid UTF-8; save the file as UTF-8');
		}
		return checkedName(fieldText(bytes, at, field), file, at.line);
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

/** The first line that is neither blank nor a comment. */
function firstRow(bytes: Uint8Array, from: number): string {
	for (let at = from; at < bytes.length; ) {
		let end = at;
		while (end < bytes.length && bytes[end] !== 10 && bytes[end] !== 13) end++;
		const text = new TextDecoder().decode(bytes.subarray(at, end)).trim();
		if (text !== '' && !/^[#%]/.test(text)) return text;
		at = end + 1;
	}
	return '';
}

function columnsOf(bytes: Uint8Array, file: string, from: number, separator: Separator): Columns {
	const row = rowScanner(bytes, file, separator, from);
	if (!row.next()) throw fault('graph-empty', file, undefined, 'has no edges, only blank lines or comments');
	const {line} = row;
	const texts = () => Array.from({length: row.fields}, (_, i) => fieldText(bytes, row, i));
	const first = texts();
	return findColumns(first, row.next() ? texts() : undefined, file, line);
}

/** Rows to expect, from the length of the lines in the first 64 KiB; a little more, so that arrays seldom grow. */
function expectedRows(bytes: Uint8Array, from: number): number {
	const sample = bytes.subarray(from, from + 65_536);
	let lines = 1;
	for (const byte of sample) if (byte === 10 || byte === 13) lines++;
	return (lines * (bytes.length - from) * 1.03) / sample.length;
}

function weightAt(bytes: Uint8Array, file: string, row: RowScanner, field: number): number {
	const weight = decimalAt(bytes, row.starts[field]!, row.ends[field]!);
	if (Number.isFinite(Math.fround(weight))) return weight;
	if (row.starts[field] === row.ends[field])
		throw fault('graph-weight', file, row.line, 'the weight is missing; every edge needs one, or none of them');
	const text = fieldText(bytes, row, field);
	const hint = /^[+-]?\d*,\d+$/.test(text) ? ' (a decimal point, no comma)' : '';
	throw fault(
		'graph-weight',
		file,
		row.line,
		`the weight ${shown(text)} is no finite number; a weight is a number such as 3, -0.5 or 1e-3${hint}`,
	);
}

/** Reads the kind of the row that the scanner stands on. The words of a type are looked up by their bytes. */
function kindReader(
	bytes: Uint8Array,
	file: string,
	row: RowScanner,
	{type, direction}: Columns,
	kinds: EdgeKinds,
): () => number {
	if (type < 0) {
		const kind = kinds.kindOf('', undefined, 1);
		return () => kind;
	}
	const words = nameTable(file);
	const known: number[] = [];
	return () => {
		const [start, end] = [row.starts[type]!, row.ends[type]!];
		if (direction >= 0)
			return kinds.kindOf(fieldText(bytes, row, type), givenDirection(bytes, file, row, direction), row.line);
		if (start === end) return kinds.kindOf('', undefined, row.line);
		const word = words.indexAt(bytes, start, end, row.line);
		known[word] ??= kinds.kindOf(fieldText(bytes, row, type), undefined, row.line);
		return known[word];
	};
}

function givenDirection(bytes: Uint8Array, file: string, row: RowScanner, field: number): boolean {
	const text = fieldText(bytes, row, field);
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
