import test from 'ava';
import fc from 'fast-check';
import {ConnectopError} from '../../source/base/errors.ts';
import {voidModel} from '../../source/dynamics/void/model.ts';
import {
	conditionMetrics,
	createBreakpointWatch,
	formatCondition,
	parseCondition,
} from '../../source/run/breakpoints.ts';
import type {Breakpoint, Relation} from '../../source/run/protocol.ts';
import {smallModel} from '../kernels/gpu/models.ts';
import {harness} from './nexus-harness.ts';

const metrics = conditionMetrics({observables: [{name: 'orderR', title: 'order', unit: '1', of: () => 0}]});
const read = (text: string, dt = 1) => parseCondition(text, metrics, dt);

test('a condition is a metric, a relation, a number, and how long it is to last', t => {
	t.deepEqual(read('cohesion < 5 for 10 ticks'), {metric: 'cohesion', relation: '<', value: 5, ticks: 10});
	t.deepEqual(read('cohesion<5'), {metric: 'cohesion', relation: '<', value: 5, ticks: 1});
	t.deepEqual(read('  MEANWEIGHT ≥ −1.5e-3  '), {metric: 'meanWeight', relation: '>=', value: -0.0015, ticks: 1});
	t.deepEqual(read('orderR <= .5 for 1 tick'), {metric: 'orderR', relation: '<=', value: 0.5, ticks: 1});
	t.deepEqual(read('tick == 300'), {metric: 'tick', relation: '=', value: 300, ticks: 1});
	t.deepEqual(read('tickMs > 2 for 7t'), {metric: 'tickMs', relation: '>', value: 2, ticks: 7});
});

test('seconds are model time: ticks by the dt in force, rounded up', t => {
	t.is(read('b1z > 3 for 3 s').ticks, 30);
	t.is(read('b1z > 3 for 3s', 0.5).ticks, 60);
	t.is(read('b1z > 3 for 0.3 seconds').ticks, 3);
	t.is(read('b1z > 3 for 0.31 s').ticks, 4);
	t.is(read('b1z > 3 for 1 second', 100).ticks, 1);
});

test('what is wrong is named in one line, with what is allowed', t => {
	const refused: Readonly<Record<string, RegExp>> = {
		'': /^"" is no condition; write METRIC < NUMBER/,
		cohesion: /^"cohesion" is no condition; write METRIC < NUMBER/,
		'cohesion 5': /is no condition/,
		'cohesion < ': /is no condition/,
		'cohesion < 5 for': /is no condition/,
		'cohesion < 5 10': /is no condition/,
		'cohesoin < 5':
			/^metric "cohesoin" is unknown; use one of activeEdges, .*tick, tickMs, orderR; did you mean cohesion\?$/,
		'order < 5': /^metric "order" is unknown; use one of .*orderR; did you mean orderR\?$/,
		'cohesion < five': /^"five" is no number; write METRIC < NUMBER/,
		'cohesion < Infinity': /^"Infinity" is no number/,
		'cohesion < 5 for 0 ticks': /^"for 0 ticks" is not allowed; use a whole number of ticks from 1/,
		'cohesion < 5 for 1.5 ticks': /^"for 1.5 ticks" is not allowed/,
		'cohesion < 5 for -1 s': /^"for -1 s" is not allowed/,
		'cohesion < 5 for ever': /^"for ever" is not allowed/,
		'cohesion < 5 for s': /^"for s" is not allowed/,
		'cohesion < 5 for 10': /^"for 10" is not allowed/,
		'cohesion < 5 for 1e300 s': /is not allowed/,
		[`${'x'.repeat(500)} < 5`]: /^metric "x{59}…" is unknown/,
	};
	for (const [text, message] of Object.entries(refused)) {
		const error = t.throws(() => read(text), {instanceOf: ConnectopError, message}, text);
		t.is(error?.code, 'condition');
		t.false(error?.message.includes('\n'));
	}
});

const relations: readonly Relation[] = ['<', '<=', '>', '>=', '='];

test('a condition that is written and read again is the same; anything else is refused, not thrown over', t => {
	fc.assert(
		fc.property(
			fc.record({
				metric: fc.constantFrom(...metrics),
				relation: fc.constantFrom(...relations),
				value: fc.double({noNaN: true, noDefaultInfinity: true}).map(value => value + 0),
				ticks: fc.integer({min: 1, max: 1e9}),
			}),
			condition => {
				t.deepEqual(read(formatCondition(condition)), condition);
			},
		),
	);
	fc.assert(
		fc.property(
			fc.oneof(
				fc.string(),
				fc.string().map(rest => `cohesion < 5${rest}`),
			),
			text => {
				try {
					read(text);
				} catch (error) {
					t.true(error instanceof ConnectopError);
				}
			},
		),
	);
});

const breakpoint = (parts: Partial<Breakpoint> = {}): Breakpoint => ({
	id: 1,
	metric: 'cohesion',
	relation: '<',
	value: 5,
	ticks: 3,
	actions: ['pause'],
	...parts,
});

/** Measurements at which a breakpoint fires. */
function firings(values: readonly number[], one: Breakpoint, every = 1): readonly number[] {
	const watch = createBreakpointWatch();
	return values.flatMap((value, i) => (watch([one], every, () => value).length > 0 ? [i] : []));
}

test('it fires when the condition has held so many ticks in a row, once, and again after it was false', t => {
	t.deepEqual(firings([4, 4, 4, 4, 4, 9, 4, 4, 9, 4, 4, 4, 4], breakpoint()), [2, 11]);
	t.deepEqual(firings([4, 9, 4, 4], breakpoint({ticks: 1})), [0, 2]);
	t.deepEqual(firings([4, 4, 4], breakpoint(), 2), [1], 'a measurement stands for the ticks since the one before');
	t.deepEqual(firings([Number.NaN, 4, Number.NaN, 4, 4, 4], breakpoint({ticks: 2})), [4], 'no number is nothing');
	for (const [relation, at] of [
		['<', [0]],
		['<=', [0]],
		['>', [2]],
		['>=', [1]],
		['=', [1]],
	] as const)
		t.deepEqual(firings([4, 5, 6], breakpoint({relation, ticks: 1})), at, relation);
});

test('however long it lasts: as many firings as there are streaks that are long enough', t => {
	fc.assert(
		fc.property(fc.array(fc.boolean(), {maxLength: 60}), fc.integer({min: 1, max: 6}), (list, ticks) => {
			const streaks = list
				.map(each => (each ? 'x' : ' '))
				.join('')
				.split(' ')
				.filter(each => each.length >= ticks);
			const found = firings(
				list.map(each => (each ? 0 : 9)),
				breakpoint({ticks}),
			);
			t.is(found.length, streaks.length);
		}),
	);
});

const send = ({nexus}: ReturnType<typeof harness>, id: string, args: object = {}) =>
	nexus.apply({id, args: {...args}, by: 'key'});

test('break and unbreak keep their list in the settings', t => {
	const run = harness({neurons: 20});
	t.deepEqual(send(run, 'break', {when: 'cohesion < 5 for 10 ticks', do: ['pause', 'bell', 'pause']}), {
		ok: true,
		tick: 0,
		data: {id: 1, breakpoint: 1},
	});
	send(run, 'set', {name: 'measure-every', value: 5});
	send(run, 'break', {when: 'tick >= 100', do: ['png']});
	t.deepEqual(run.nexus.settings.breakpoints, [
		{id: 1, metric: 'cohesion', relation: '<', value: 5, ticks: 10, actions: ['pause', 'bell']},
		{id: 2, metric: 'tick', relation: '>=', value: 100, ticks: 1, actions: ['png']},
	]);
	const outcome = send(run, 'unbreak', {id: 3});
	t.is(outcome.ok ? '' : outcome.error, 'breakpoint 3 does not exist; there are 1, 2');
	send(run, 'unbreak', {id: 1});
	send(run, 'break', {when: 'b1z > 3'});
	t.deepEqual(
		run.nexus.settings.breakpoints.map(each => each.id),
		[2, 3],
	);
	send(run, 'unbreak');
	send(run, 'unbreak');
	t.deepEqual(run.nexus.settings.breakpoints, []);
	t.deepEqual(
		run.said('event').map(each => each.news.message),
		[
			'breakpoint 1: cohesion < 5 for 10 ticks → pause, bell',
			'measure-every 1 → 5 tick',
			'breakpoint 2: tick >= 100 → png; measured every 5 ticks',
			'breakpoint 3 does not exist; there are 1, 2',
			'removed breakpoint 1: cohesion < 5 for 10 ticks',
			'breakpoint 3: b1z > 3 → pause; measured every 5 ticks',
			'removed 2 breakpoints',
			'there are no breakpoints',
		],
	);
	for (let i = 0; i < 100; i++) send(run, 'break', {when: 'tick = 7'});
	t.like(send(run, 'break', {when: 'tick = 7'}), {ok: false, code: 'breakpoints'});
});

test('a breakpoint does what it is for: each as an effect in the journal, the firing as an event', t => {
	const run = harness({neurons: 20, vizEvery: 'never', checkpointEvery: 'never'});
	send(run, 'break', {when: 'tick >= 5 for 2 ticks', do: ['checkpoint', 'png', 'bell', 'pause']});
	run.ticks(5);
	t.deepEqual(run.said('snapshot'), []);
	run.ticks(1);
	t.true(run.nexus.settings.paused);
	t.deepEqual(
		run.said('snapshot').map(each => each.tick),
		[6],
	);
	t.deepEqual(
		run.said('picture').map(each => each.tick),
		[6],
	);
	const fired = run.said('event').find(each => each.news.kind === 'breakpoint');
	t.deepEqual(fired?.news, {
		level: 'info',
		kind: 'breakpoint',
		message: 'breakpoint 1: tick >= 5 for 2 ticks, it is 6',
		data: {
			breakpoint: 1,
			condition: 'tick >= 5 for 2 ticks',
			value: 6,
			actions: ['checkpoint', 'png', 'bell', 'pause'],
			bell: true,
		},
	});
	t.deepEqual(
		run.said('journal').map(({entry}) => [entry['id'], entry['by'], entry['at']]),
		[
			['break', 'key', 0],
			['checkpoint', 'breakpoint', 6],
			['picture', 'breakpoint', 6],
			['pause', 'breakpoint', 6],
		],
	);
	send(run, 'resume');
	run.ticks(20);
	t.is(run.said('event').filter(each => each.news.kind === 'breakpoint').length, 1, 'once while it stays true');
});

test('a breakpoint is looked at when there is a measurement, and stops steps that were asked for', t => {
	const run = harness({neurons: 20, measureEvery: 4});
	send(run, 'break', {when: 'tick >= 5'});
	send(run, 'step', {count: 100});
	for (; run.nexus.stepsWanted > 0; run.nexus.stepsWanted--) run.ticks(1);
	t.is(run.nexus.tickCount, 8);
});

test('the numbers of a condition are those of the run: measurements and what the model observes', t => {
	const observables = [
		{name: 'largest', title: 'largest', unit: '1', of: ([x]: readonly Float32Array[]) => x?.[0] ?? 0},
	];
	const run = harness({of: smallModel({observables, initial: {one: ([x]) => x?.fill(1)}}), neurons: 10, noise: 'none'});
	send(run, 'break', {when: 'largest < 0.3', do: ['bell']});
	send(run, 'break', {when: 'meanWeight < 0.3', do: ['bell']});
	run.ticks(1);
	t.is(run.said('event').filter(each => each.news.kind === 'breakpoint').length, 0);
	run.ticks(1); // 1 → .5 → .25
	t.deepEqual(
		run
			.said('event')
			.filter(each => each.news.kind === 'breakpoint')
			.map(each => each.news.data?.['value']),
		[0.25, 0.25],
	);
});

test('every measurement of a row of metrics can be asked for', t => {
	const {nexus} = harness();
	t.deepEqual(conditionMetrics(voidModel).slice(0, -2).toSorted(), Object.keys(nexus.metrics).toSorted());
});
