import test from 'ava';
import fc from 'fast-check';
import {columnFinder, csvLine, csvRow} from '../../source/records/export-csv.ts';

/** The records of a CSV text as RFC 4180 has them. */
function parseCsv(text: string): string[][] {
	const records: string[][] = [];
	for (let at = 0; at < text.length; ) {
		const record: string[] = [];
		for (;;) {
			const [field = '', quoted, plain = ''] = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))/.exec(text.slice(at)) ?? [];
			record.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
			at += field.length;
			if (text[at++] !== ',') break;
		}
		records.push(record);
	}
	return records;
}

test('any texts are read back as they were', t => {
	const texts = fc.array(fc.string({unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'ä')}), {minLength: 1});
	fc.assert(
		fc.property(texts, cells => {
			t.deepEqual(parseCsv(csvLine(cells)), [cells]);
		}),
	);
});

test('nested values get columns of their own, and what a row lacks is empty', t => {
	const rows = [
		{tick: 1, meanWeight: 0.5},
		{tick: 2, meanWeight: null, observables: {order: 0.25, 'a,b': 1}},
	];
	const finder = columnFinder(true);
	for (const row of rows) finder.add(row);
	const {columns} = finder;
	t.deepEqual(
		columns.map(({title}) => title),
		['tick', 'meanWeight', 'observables.order', 'observables.a,b'],
	);
	t.deepEqual(
		rows.map(row => csvRow(row, columns)),
		['1,0.5,,\n', '2,,0.25,1\n'],
	);
});

test('without nesting an object is one cell of JSON', t => {
	const row = {kind: 'start', data: {a: ['x', 1]}};
	const finder = columnFinder(false);
	finder.add(row);
	t.is(csvRow(row, finder.columns), 'start,"{""a"":[""x"",1]}"\n');
});
