import test from 'ava';
import type {TickDigest} from '../../../source/run/compare/digest-line.ts';
import {firstDifference} from '../../../source/run/compare/first-difference.ts';

const line = (ticks: readonly number[], hi: (tick: number) => number = () => 0): TickDigest[] =>
	ticks.map(tick => ({tick, lo: tick * 7, hi: hi(tick)}));
const range = (from: number, to: number) => Array.from({length: to - from + 1}, (_, i) => from + i);

test('the first difference is found wherever it is', t => {
	for (const at of [1, 2, 50, 99, 100]) {
		const found = firstDifference(
			line(range(1, 100)),
			line(range(1, 120), tick => (tick >= at ? 1 : 0)),
		);
		t.like(found, {compared: 100, equal: at - 1, firstDiffering: at});
		t.is(found.lastEqual, at === 1 ? undefined : at - 1);
		t.is(found.equalAgain, undefined);
	}
});

test('equal lines, lines of different lengths, and lines with nothing in common', t => {
	t.deepEqual(firstDifference(line(range(1, 9)), line(range(1, 5))), {compared: 5, equal: 5, lastEqual: 5});
	t.deepEqual(firstDifference(line(range(1, 9)), line(range(10, 15))), {compared: 0, equal: 0});
	t.deepEqual(firstDifference([], line([1])), {compared: 0, equal: 0});
});

test('gaps leave ticks in question, which is told by the last that is equal', t => {
	const found = firstDifference(
		line([1, 2, 3, 9, 10]),
		line(range(1, 10), tick => (tick > 5 ? 1 : 0)),
	);
	t.deepEqual(found, {compared: 5, equal: 3, lastEqual: 3, firstDiffering: 9});
});

test('states that are equal again are told of, those that differ again are not', t => {
	const odd = (ticks: readonly number[]) => line(range(1, 20), tick => (ticks.includes(tick) ? 1 : 0));
	t.like(firstDifference(odd([]), odd([8])), {firstDiffering: 8, lastEqual: 7, equalAgain: 9, equal: 19});
	t.like(firstDifference(odd([]), odd([8, 12])), {firstDiffering: 8, equalAgain: 13});
	t.is(firstDifference(odd([]), odd([8, 20])).equalAgain, undefined);
});
