import test from 'ava';
import fc from 'fast-check';
import {ConnectopError} from '../../source/base/errors.ts';
import {formatInterval, parseInterval, scaleInterval} from '../../source/base/interval.ts';

test('seconds, ticks and never', t => {
	t.deepEqual(parseInterval('10', '--log-every'), {seconds: 10});
	t.deepEqual(parseInterval(2.5, '--log-every'), {seconds: 2.5});
	t.deepEqual(parseInterval(' 100t ', '--log-every'), {ticks: 100});
	t.is(parseInterval('0', '--log-every'), undefined);
	t.is(parseInterval('0t', '--log-every'), undefined);
	t.is(parseInterval('0.0', '--log-every'), undefined);
});

test('anything else is one line that names the option and what is allowed', t => {
	for (const text of ['', '-1', '1e3', '1.5t', 't', '5s', 'never', 'NaN', '9'.repeat(400), '1 0']) {
		const error = t.throws(() => parseInterval(text, '--viz-every'), {instanceOf: ConnectopError});
		t.is(error.kind, 'usage');
		t.is(error.message, `--viz-every: "${text}" is no interval; use seconds (10, 0.5), ticks (100t) or 0 for never`);
	}
});

test('what is formatted is read back', t => {
	const interval = fc.oneof(
		fc.constant(undefined),
		fc.integer({min: 1, max: 1e9}).map(ticks => ({ticks})),
		fc.integer({min: 1, max: 1e7}).map(tenths => ({seconds: tenths / 10})),
	);
	fc.assert(fc.property(interval, each => t.deepEqual(parseInterval(formatInterval(each), 'x'), each)));
});

test('scaling keeps ticks whole and at least 1, seconds at least a tenth, and never never', t => {
	t.deepEqual(scaleInterval({ticks: 3}, 0.5), {ticks: 2});
	t.deepEqual(scaleInterval({ticks: 1}, 0.5), {ticks: 1});
	t.deepEqual(scaleInterval({seconds: 60}, 2), {seconds: 120});
	t.deepEqual(scaleInterval({seconds: 0.1}, 0.5), {seconds: 0.1});
	t.is(scaleInterval(undefined, 2), undefined);
});
