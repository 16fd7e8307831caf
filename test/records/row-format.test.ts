import test from 'ava';
import {fixedRows, lineRows} from '../../source/records/row-format.ts';

test('every other row is kept, beginning with the first', t => {
	t.is(Buffer.from(lineRows.halve(Buffer.from('a\nbb\nccc\nd\n'))).toString(), 'a\nccc\n');
	t.is(Buffer.from(lineRows.halve(Buffer.from('a\n'))).toString(), 'a\n');
	t.deepEqual([...fixedRows(2).halve(Uint8Array.of(1, 1, 2, 2, 3, 3))], [1, 1, 3, 3]);
});

test('rows are counted', t => {
	t.is(lineRows.count(Buffer.from('')), 0);
	t.is(lineRows.count(Buffer.from('\n\nabc\n')), 3);
	t.is(fixedRows(16).count(new Uint8Array(48)), 3);
});
