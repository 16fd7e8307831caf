import test from 'ava';
import {stretchesOf} from '../../../source/records/pictures/stretches.ts';

const of = (...tick: number[]) => stretchesOf(Float64Array.from(tick));

test('a run without restores is one stretch', t => {
	t.deepEqual(of(0, 1, 2), [{start: 0, replaced: 3, end: 3}]);
	t.deepEqual(of(), []);
	t.deepEqual(of(7), [{start: 0, replaced: 1, end: 1}]);
});

test('the same tick twice is no restore', t => {
	t.is(of(0, 1, 1, 2).length, 1);
});

test('a restore replaces what came after its tick', t => {
	t.deepEqual(of(0, 10, 20, 30, 10, 20), [
		{start: 0, replaced: 1, end: 4},
		{start: 4, replaced: 6, end: 6},
	]);
});

test('a restore to far back replaces the restores before it too', t => {
	t.deepEqual(of(0, 10, 20, 10, 20, 5, 6), [
		{start: 0, replaced: 1, end: 3},
		{start: 3, replaced: 3, end: 5},
		{start: 5, replaced: 7, end: 7},
	]);
});
