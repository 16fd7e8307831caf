import {edgeTable} from '../edge-table.ts';
import {refuseLarge} from '../forecast.ts';
import type {EdgeTable} from '../graph.ts';
import {headOf, type Input, sizeOf, windowOn} from './byte-window.ts';
import {decimalAt} from './decimal.ts';
import {collectRows} from './edge-rows.ts';
import {checkNodes, fault, shown} from './fault.ts';
import type {ReadOptions} from './read-options.ts';
import {fieldText, type RowScanner, rowScanner} from './row-scanner.ts';

const fields = ['real', 'double', 'integer', 'pattern'];
const symmetries = ['general', 'symmetric', 'skew-symmetric'];

/**
Reads a square matrix in Matrix Market's coordinate format: the entry in row i, column j is an edge from node i to node j, both counted from 1
(https://math.nist.gov/MatrixMarket/formats.html). Symmetric matrices are undirected; of skew-symmetric ones the other half has the opposite sign.
*/
export function readMatrixMarket(input: Input, file: string, from: number, options: ReadOptions): EdgeTable {
	const {pattern, symmetry, end} = banner(headOf(input), file, from);
	const row = rowScanner(windowOn(input), file, 'blank', end, 2);
	if (!row.next()) throw fault('graph-entries', file, undefined, 'ends before its size line, "rows columns entries"');
	const {n, entries} = announced(row);
	const sizeLine = row.line;
	checkNodes(n, file, sizeLine);
	refuseLarge(n, symmetry === 'general' ? entries : 2 * entries, {from: 'file'}, options.memory, file);
	const width = pattern ? 2 : 3;
	// The announced number is no reason to allocate: the file may be cut. An entry takes at least 4 bytes
	const collector = collectRows(
		Math.min(entries, sizeOf(input) / 4) * (symmetry === 'skew-symmetric' ? 2 : 1),
		file,
		options.memory,
	);
	const kind = symmetry === 'symmetric' ? 1 : 0;
	let count = 0;
	while (row.next()) {
		if (++count > entries)
			throw fault('graph-entries', file, row.line, `is entry ${count}, but line ${sizeLine} announces ${entries}`);
		if (row.fields !== width)
			throw fault(
				'graph-row',
				file,
				row.line,
				`has ${row.fields} fields; an entry is ${pattern ? '"row column"' : '"row column value"'}`,
			);
		const source = indexOf(0, 'row');
		const target = indexOf(1, 'column');
		const weight = pattern ? 1 : weightOf();
		collector.add(source, target, weight, kind);
		if (symmetry === 'skew-symmetric' && source !== target) collector.add(target, source, -weight, kind);
	}
	if (count < entries)
		throw fault(
			'graph-entries',
			file,
			row.line,
			`is the last entry: the file has ${count}, but line ${sizeLine} announces ${entries}`,
		);
	if (count === 0) throw fault('graph-empty', file, sizeLine, 'announces no entries; a graph has at least one edge');
	const names = Array.from({length: n}, (_, i) => String(i + 1));
	const format = `Matrix Market (${symmetry})`;
	return edgeTable(collector.rows(), {n, names, types: [], format, file, fileRows: count}, options);

	function indexOf(field: number, title: string): number {
		const index = decimalAt(row.bytes, row.starts[field]!, row.ends[field]!);
		if (Number.isInteger(index) && index >= 1 && index <= n) return index - 1;
		throw fault(
			'graph-index',
			file,
			row.line,
			`the matrix's ${title} index ${shown(fieldText(row, field))} is out of range: line ${sizeLine} declares ${n} ${title}${n === 1 ? '' : 's'}; whole numbers 1 to ${n} are allowed`,
		);
	}

	function weightOf(): number {
		const value = decimalAt(row.bytes, row.starts[2]!, row.ends[2]!);
		if (Number.isFinite(Math.fround(value))) return value;
		throw fault('graph-weight', file, row.line, `the value ${shown(fieldText(row, 2))} is no finite number`);
	}

	function announced(size: RowScanner): {n: number; entries: number} {
		const numbers = [0, 1, 2].map(i => decimalAt(size.bytes, size.starts[i]!, size.ends[i]!));
		const [rows = 0, columns = 0, total = 0] = numbers;
		const whole = numbers.every(value => Number.isSafeInteger(value) && value >= 0);
		if (size.fields !== 3 || !whole)
			throw fault(
				'graph-entries',
				file,
				size.line,
				'is not the size line of three whole numbers, "rows columns entries"',
			);
		if (rows !== columns)
			throw fault('graph-entries', file, size.line, `the matrix is ${rows} × ${columns}; only a square one is a graph`);
		return {n: rows, entries: total};
	}
}

/** Reads the first line, `%%MatrixMarket matrix coordinate FIELD SYMMETRY`. */
function banner(bytes: Uint8Array, file: string, from: number): {pattern: boolean; symmetry: string; end: number} {
	const lineEnd = bytes.indexOf(10, from);
	const end = lineEnd < 0 ? bytes.length : lineEnd + 1;
	const text = new TextDecoder().decode(bytes.subarray(from, Math.min(end, from + 200))).trim();
	const [mark = '', object = '', format = '', field = '', symmetry = ''] = text.toLowerCase().split(/\s+/);
	if (mark !== '%%matrixmarket')
		throw fault(
			'graph-format',
			file,
			1,
			`begins with ${shown(text)}; a Matrix Market file begins with "%%MatrixMarket matrix coordinate"`,
		);
	if (object !== 'matrix' || format !== 'coordinate')
		throw fault(
			'graph-format',
			file,
			1,
			`is of format ${shown(`${object} ${format}`)}; only "matrix coordinate" is a list of edges`,
		);
	if (!fields.includes(field))
		throw fault('graph-format', file, 1, `values are ${shown(field)}; real, integer and pattern are allowed`);
	if (!symmetries.includes(symmetry))
		throw fault('graph-format', file, 1, `symmetry is ${shown(symmetry)}; ${symmetries.join(', ')} are allowed`);
	return {pattern: field === 'pattern', symmetry, end};
}
