import test from 'ava';
import {readRunFilter} from '../../source/commands/run-filters.ts';
import type {RunDocument} from '../../source/records/run-document.ts';
import type {ListedRun} from '../../source/run/run-list.ts';

const now = Date.parse('2026-11-21T12:00:00Z');

const run = (id: string, life: ListedRun['life'], document: object, settings = {}): ListedRun => ({
	id,
	directory: `/runs/${id}`,
	life,
	host: 'here',
	pid: 1,
	document: {
		startedAt: '2026-11-21T11:00:00Z',
		lastTick: 10,
		model: {id: 'void', title: 'Void'},
		graph: {title: 'ring', nodes: 100},
		settings: {hz: 10, ...settings},
		...document,
	} as unknown as RunDocument,
});

const runs: readonly ListedRun[] = [
	run('r1-night', 'live', {name: 'night', lastTick: 500}, {preset: 'biology'}),
	run('r2', 'live', {model: {id: 'linear-rate', title: 'Rates'}}, {paused: true}),
	run('r3', 'elsewhere', {graph: {title: 'C. elegans', nodes: 302}}),
	run('r4', 'ended', {
		name: 'night.2',
		startedAt: '2026-11-10T11:00:00Z',
		notes: [{at: '', tick: 3, epoch: 0, text: 'the Front came'}],
	}),
	run('r5', 'failed', {startedAt: '2026-11-19T12:00:01Z'}),
	{id: 'r6', directory: '/runs/r6', life: 'damaged', host: '', pid: 0, problem: 'is damaged'},
];

const ids = (args: Readonly<Record<string, unknown>>) =>
	readRunFilter(args, now)
		.of(runs)
		.map(({id}) => id.slice(0, 2))
		.join(' ');

test('without a filter all runs are listed as they come', t => {
	t.is(ids({}), 'r1 r2 r3 r4 r5 r6');
	t.is(readRunFilter({}, now).asked, '');
});

test('every filter leaves what fits it', t => {
	t.is(ids({live: true}), 'r1 r2 r3');
	t.is(ids({status: 'paused'}), 'r2');
	t.is(ids({status: 'failed,damaged'}), 'r5 r6');
	t.is(ids({status: 'live'}), 'r1 r2');
	t.is(ids({name: 'night*'}), 'r1 r4');
	t.is(ids({name: 'NIGHT.?'}), 'r4', 'a dot is a dot');
	t.is(ids({name: 'nigh'}), '', 'the whole name');
	t.is(ids({name: '/^r[25]$/'}), 'r2 r5');
	t.is(ids({model: 'Linear-Rate'}), 'r2');
	t.is(ids({domain: 'biology'}), 'r1');
	t.is(ids({graph: 'elegans'}), 'r3');
	t.is(ids({graph: 'c*elegans'}), 'r3');
	t.is(ids({graph: '?ing'}), 'r1 r2 r4 r5');
	t.is(ids({graph: 'eleg*'}), '', 'the whole name');
	t.is(ids({since: '2d'}), 'r1 r2 r3 r5');
	t.is(ids({since: '2026-11-20'}), 'r1 r2 r3');
	t.is(ids({text: 'front'}), 'r4', 'notes too');
	t.is(ids({text: 'void'}), 'r1 r3 r4 r5');
	t.is(ids({text: 'void', live: true, name: 'night'}), 'r1', 'all of them together');
});

test('orders have the greatest or newest first, names from a to z', t => {
	t.is(ids({sort: 'tick'}).slice(0, 2), 'r1');
	t.is(ids({sort: 'nodes'}).slice(0, 2), 'r3');
	t.is(ids({sort: 'started'}), 'r1 r2 r3 r5 r4 r6');
	t.is(ids({sort: 'name'}), 'r1 r4 r2 r3 r5 r6');
});

test('what was asked for is told back', t => {
	t.is(readRunFilter({live: true, status: 'dead', text: 'x y'}, now).asked, '--live "x y" --status dead');
});

test('values that mean nothing are refused in one line', t => {
	const refused: ReadonlyArray<readonly [object, RegExp]> = [
		[{status: 'stopped'}, /^--status stopped: use running, paused, .*damaged/],
		[{status: 'runing'}, /did you mean running\?/],
		[{name: '/(/'}, /^--name \/\(\/: is no regular expression: unterminated group$/],
		[{since: 'soon'}, /^--since soon: use a time ago/],
		[{sort: 'size'}, /^--sort size: use one of started, seen, tick, nodes, name/],
		[{limit: 0}, /^--limit 0: use a whole number from 1$/],
		[{limit: '1.5'}, /^--limit 1.5: use/],
		[{model: ''}, /^--model is empty/],
		[{text: ''}, /^the text is empty/],
		[{model: ['a', 'b']}, /^--model: is given 2 times; give it once$/],
	];
	for (const [args, message] of refused)
		t.throws(() => readRunFilter(args as Readonly<Record<string, unknown>>, now), {message}, JSON.stringify(args));
});
