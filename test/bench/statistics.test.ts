import test from 'ava';
import {fitPowerLaw, jitter, median, quantile} from '../../source/bench/statistics.ts';

test('the fit finds the law that points were made of', t => {
	const nodes = [1e3, 1e4, 1e5, 1e6, 1e7];
	const law = fitPowerLaw(
		nodes,
		nodes.map(n => 3e-6 * n ** 1.07),
	);
	t.true(Math.abs((law?.exponent ?? 0) - 1.07) < 1e-12);
	t.true(Math.abs((law?.factor ?? 0) / 3e-6 - 1) < 1e-10);
	t.true(Math.abs((law?.r2 ?? 0) - 1) < 1e-12);
});

test('the fit is the least squares one', t => {
	// log y is 0, 1, 1, 2 at log x 0, 1, 2, 3: slope 0.6, intercept 0.1, residuals −.1, .3, −.3, .1
	const x = [1, Math.E, Math.E ** 2, Math.E ** 3];
	const law = fitPowerLaw(x, [1, Math.E, Math.E, Math.E ** 2]);
	t.true(Math.abs((law?.exponent ?? 0) - 0.6) < 1e-12);
	t.true(Math.abs(Math.log(law?.factor ?? 0) - 0.1) < 1e-12);
	t.true(Math.abs((law?.r2 ?? 0) - 0.9) < 1e-12);
});

test('a constant has the exponent 0', t => {
	const law = fitPowerLaw([1, 10, 100], [5, 5, 5]);
	t.is(law?.exponent, 0);
	t.is(law?.r2, 1);
});

test('there is no fit of one size, or of values that have no logarithm', t => {
	t.is(fitPowerLaw([10, 10], [1, 2]), undefined);
	t.is(fitPowerLaw([], []), undefined);
	t.is(fitPowerLaw([1, 2], [1, 0]), undefined);
	t.is(fitPowerLaw([1, 2], [1, Number.NaN]), undefined);
	t.is(fitPowerLaw([1, 2, 3], [1, 2]), undefined);
});

test('quantiles lie between two values by their distance', t => {
	t.is(median([4, 1, 3, 2]), 2.5);
	t.is(median(Float64Array.of(9, 1, 5)), 5);
	t.is(quantile([0, 10], 0.99), 9.9);
	t.is(quantile([7], 0.99), 7);
	t.true(Number.isNaN(median([])));
});

test('jitter counts the steps within a round, not those between rounds', t => {
	t.is(jitter([Float64Array.of(1, 3, 2), Float64Array.of(100, 100)]), 1);
	t.is(jitter([Float64Array.of(1), Float64Array.of(5)]), 0);
});
