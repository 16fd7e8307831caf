import test from 'ava';
import {tableLines} from '../../source/draw/table.ts';

test('columns are as wide as what stands in them, and lines end where their last cell does', t => {
	const rows = [
		['name', 'tick', ''],
		['a', '12,345', 'x'],
		['日本', '7'],
	];
	t.deepEqual(
		tableLines(rows, column => (column === 1 ? 'right' : 'left')),
		['name    tick', 'a     12,345  x', '日本       7'],
	);
	t.deepEqual(
		tableLines([], () => 'left'),
		[],
	);
});
