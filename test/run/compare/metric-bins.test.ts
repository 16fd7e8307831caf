import test from 'ava';
import {chosenMetrics} from '../../../source/run/compare/chosen-metrics.ts';
import {createBins} from '../../../source/run/compare/metric-bins.ts';
import {createDifference} from '../../../source/run/compare/metric-difference.ts';

test('a curve of a few rows is those rows', t => {
	const bins = createBins(0, 4, 1000);
	for (const [tick, value] of [
		[0, 1],
		[3, 2],
	] as const)
		bins.add(0, tick, value);
	bins.add(1, 3, 5);
	t.deepEqual(bins.curve(), {tick: [0, 3], a: [1, 2], b: [null, 5]});
});

test('a million rows are as many means as were asked for', t => {
	const bins = createBins(1, 1_000_000, 100);
	for (let tick = 1; tick <= 1_000_000; tick++) bins.add(0, tick, tick);
	const {tick, a, b} = bins.curve();
	t.is(tick.length, 100);
	t.is(a[0], 5000.5);
	t.is(a[99], 995_000.5);
	t.true(b.every(value => value === null));
});

test('what lies outside, or is no number, is no part of a curve', t => {
	const bins = createBins(10, 20, 5);
	for (const tick of [9, 21]) bins.add(0, tick, 1);
	bins.add(0, 15, Number.NaN);
	t.deepEqual(bins.curve(), {tick: [], a: [], b: []});
});

test('differences are counted where both have a number', t => {
	const difference = createDifference();
	difference.add(1, 2, 2);
	difference.add(2, 2, 1);
	difference.add(3, -4, -4.5);
	difference.add(4, Number.NaN, 1);
	t.deepEqual(difference.found('x'), {
		name: 'x',
		largest: 1,
		largestTick: 2,
		mean: 0.5,
		relative: 1 / 4.5,
		rows: 3,
		equal: 1,
	});
});

test('metrics are found however they are spelt', t => {
	const names = ['activeEdges', 'meanWeight', 'sparsity', 'observables.mostlyInfected'];
	t.deepEqual(chosenMetrics([], names), ['meanWeight', 'sparsity']);
	t.deepEqual(chosenMetrics(['mean_w', 'MEAN-WEIGHT', 'mostlyInfected'], names), [
		'meanWeight',
		'observables.mostlyInfected',
	]);
	t.deepEqual(chosenMetrics([], ['x', 'y']), ['x', 'y']);
	const error = t.throws(() => chosenMetrics(['sparsety'], names));
	t.regex(
		error?.message ?? '',
		/^--metric sparsety: the metric is unknown; use one of activeEdges, .*; did you mean sparsity\?$/,
	);
});

test('what rounding makes is no difference, and neither is a tick with equal states', t => {
	const difference = createDifference();
	difference.add(1, 0.1 + 0.2, 0.3);
	difference.addEqual();
	t.like(difference.found('x'), {largest: 0, largestTick: 0, mean: 0, relative: 0, rows: 2, equal: 2});
	difference.add(2, 1, 1 + 1e-9);
	t.like(difference.found('x'), {largestTick: 2, rows: 3, equal: 2});
	const near = createDifference();
	near.add(1, 1, 1);
	near.add(2, 0, 1e-17);
	t.like(near.found('x'), {largest: 0, largestTick: 0, rows: 2, equal: 2}, 'of a metric whose size is 1');
});
