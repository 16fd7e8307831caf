import test from 'ava';
import {columnsOf, extentOf, type Samples} from '../../source/draw/history-columns.ts';

const flat = (at: readonly number[], mean: readonly number[]): Samples => ({at, mean, low: mean, high: mean});
const list = (values: Float64Array) => [...values];

test('samples of one column are taken together, those outside left out', t => {
	const columns = columnsOf(
		{at: [-1, 0, 10, 90, 100, 101], mean: [9, 1, 3, 5, 7, 9], low: [0, 0, 2, 4, 6, 0], high: [9, 2, 4, 6, 8, 9]},
		0,
		100,
		2,
	);
	t.deepEqual(list(columns.mean), [2, 6]);
	t.deepEqual(list(columns.low), [0, 4]);
	t.deepEqual(list(columns.high), [4, 8]);
	t.deepEqual(extentOf(columns), {mean: 4, low: 0, high: 8});
});

test('straight lines join samples that are rarer than columns, and a pause stays empty', t => {
	const at = [0, 10, 20, 30, 80, 90, 100];
	const {mean} = columnsOf(flat(at, [0, 2, 4, 6, 0, 2, 4]), 0, 110, 22);
	t.deepEqual(list(mean).slice(0, 7), [0, 1, 2, 3, 4, 5, 6]);
	t.true(list(mean).slice(7, 16).every(Number.isNaN));
	t.deepEqual(list(mean).slice(16), [0, 1, 2, 3, 4, Number.NaN]);
});

test('what is no number leaves a gap; over a wire it is null', t => {
	const mean = [1, null as unknown as number, Number.NaN, 4];
	const columns = columnsOf(flat([0, 1, 2, 3], mean), 0, 3, 4);
	t.deepEqual(list(columns.mean), [1, 2, 3, 4]);
	t.deepEqual(list(columnsOf(flat([0, 3], [Number.NaN, 4]), 0, 3, 4).mean), [Number.NaN, Number.NaN, Number.NaN, 4]);
	t.is(extentOf(columnsOf(flat([], []), 0, 3, 4)), undefined);
});
