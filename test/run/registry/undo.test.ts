import test from 'ava';
import fc from 'fast-check';
import type {Settings} from '../../../source/run/protocol.ts';
import {settingsSchema} from '../../../source/run/settings-schema.ts';
import {harness} from '../nexus-harness.ts';

const sender =
	({nexus}: Pick<ReturnType<typeof harness>, 'nexus'>) =>
	(id: string, args: object = {}) =>
		nexus.apply({id, args: {...args}, by: 'key'});

test('undo takes changes back, newest first, and says what went back', t => {
	const run = harness({neurons: 20});
	const send = sender(run);
	const first = run.nexus.settings;
	send('set', {name: 'alpha', value: 0.3});
	send('set', {name: 'log-every', value: '100t'});
	send('set', {name: 'hz', value: 20});
	send('clamp', {nodes: [1, 2], value: 0.5});
	send('silence', {nodes: [2]});
	send('clamp', {nodes: [1], value: 0.25});
	send('release');
	const from = run.said('event').length;
	for (let i = 0; i < 7; i++) t.true(send('undo').ok);
	t.deepEqual(
		run
			.said('event')
			.slice(from)
			.map(each => each.news.message),
		[
			'undo: held nodes 0 → 2, silenced 0 → 1',
			'undo: held values as they were',
			'undo: held nodes 2 → 2, silenced 1 → 0',
			'undo: held nodes 2 → 0',
			'undo: hz 20 → 10 Hz',
			'undo: log-every 100t → 1 s',
			'undo: alpha 0.3 → 0.25 1/tick',
		],
	);
	t.deepEqual(run.nexus.settings, first);
	const outcome = send('undo');
	t.deepEqual(outcome, {
		ok: false,
		code: 'undo',
		error: 'undo: no change is left to take back; set, adjust, clamp, release and silence can be taken back',
	});
});

test('undo leaves alone whether the run is paused, its breakpoints, and what was not changed', t => {
	const run = harness({neurons: 20});
	const send = sender(run);
	send('set', {name: 'alpha', value: 0.3});
	send('set', {name: 'alpha', value: 0.3});
	send('pause');
	send('break', {when: 'cohesion < 5'});
	send('excite', {node: 1});
	t.true(send('undo').ok);
	t.true(run.nexus.settings.paused);
	t.is(run.nexus.settings.breakpoints.length, 1);
	t.is(run.nexus.settings.parameters['alpha'], 0.25);
	t.false(send('undo').ok, 'the second set changed nothing');
});

test('an undone silence gives the couplings back, an undone release holds again at once', t => {
	const run = harness({neurons: 20, noise: 'none'});
	const send = sender(run);
	send('silence', {nodes: [3]});
	send('release');
	run.ticks(5);
	t.true((run.nexus.field[3] ?? 0) > 0);
	send('undo');
	t.is(run.nexus.field[3], 0);
	t.deepEqual(run.nexus.settings.silenced, [3]);
	send('undo');
	const fresh = harness({neurons: 20, noise: 'none'});
	fresh.nexus.restore(run.nexus.snapshot());
	run.ticks(5);
	fresh.ticks(5);
	t.deepEqual(run.nexus.field, fresh.nexus.field);
});

test('a preset that was left comes back as it was', t => {
	const run = harness();
	const send = sender(run);
	send('set', {name: 'domain', value: 'higgs'});
	send('set', {name: 'modulation', value: 2});
	t.is(run.nexus.settings.preset, 'custom');
	send('undo');
	t.is(run.nexus.settings.preset, 'higgs');
	send('undo');
	t.is(run.nexus.settings.preset, 'biology_consciousness');
});

test('the last hundred changes can be taken back', t => {
	const run = harness({neurons: 20});
	const send = sender(run);
	for (let i = 1; i <= 130; i++) send('set', {name: 'hz', value: i});
	let undone = 0;
	while (undone < 200 && send('undo').ok) undone++;
	t.is(undone, 100);
	t.is(run.nexus.settings.hz, 30);
});

const changes = fc.oneof(
	fc.integer({min: 1, max: 30}).map(value => ({id: 'set', args: {name: 'hz', value}})),
	fc.constantFrom('none', 'shared', 'node').map(value => ({id: 'set', args: {name: 'noise', value}})),
	fc.constantFrom('higgs', 'quantum').map(value => ({id: 'set', args: {name: 'domain', value}})),
	fc.integer({min: 1, max: 9}).map(value => ({id: 'set', args: {name: 'alpha', value: value / 10}})),
	fc.constantFrom('0', '5t', '2.5').map(value => ({id: 'set', args: {name: 'viz-every', value}})),
	fc.uniqueArray(fc.nat(19), {minLength: 1, maxLength: 4}).map(nodes => ({id: 'clamp', args: {nodes, value: 0.5}})),
	fc.uniqueArray(fc.nat(19), {minLength: 1, maxLength: 4}).map(nodes => ({id: 'silence', args: {nodes}})),
	fc.uniqueArray(fc.nat(19), {minLength: 1, maxLength: 9}).map(nodes => ({id: 'release', args: {nodes}})),
	fc.constant({id: 'undo', args: {}}),
);

test('a stack of settings: whatever is changed and undone, undo gives back what was before the newest change left', t => {
	fc.assert(
		fc.property(fc.array(changes, {maxLength: 25}), list => {
			const run = harness({neurons: 20});
			const stack: Settings[] = [];
			for (const {id, args} of list) {
				const before = run.nexus.settings;
				const outcome = run.nexus.apply({id, args, by: 'key'});
				if (id === 'undo') {
					t.is(outcome.ok, stack.length > 0);
					if (outcome.ok) t.deepEqual(run.nexus.settings, stack.pop());
				} else if (
					JSON.stringify(before) !== JSON.stringify(run.nexus.settings) ||
					run.nexus.undoable.length > stack.length
				)
					stack.push(before);
				t.is(run.nexus.undoable.length, stack.length);
				t.true(settingsSchema.safeParse(run.nexus.settings).success);
			}
		}),
		{numRuns: 100},
	);
});

test('in the journal an undo is the settings that it put in force, so that a journal that begins later has them', t => {
	const run = harness({neurons: 20});
	const send = sender(run);
	send('set', {name: 'viz-every', value: 0});
	send('set', {name: 'alpha', value: 0.3});
	send('clamp', {nodes: [4], value: 0.5});
	send('undo');
	send('undo');
	const entries = run.said('journal').map(each => JSON.parse(JSON.stringify(each.entry)));
	t.deepEqual(
		entries.map(each => each.id),
		['set', 'set', 'clamp', 'settings', 'settings'],
	);
	const later = harness({neurons: 20, vizEvery: 'never'});
	t.true(later.nexus.apply(entries[4]).ok);
	t.deepEqual(JSON.parse(JSON.stringify(later.nexus.settings)), JSON.parse(JSON.stringify(run.nexus.settings)));
});

test('settings put in force leave pausing as it is and can be undone', t => {
	const run = harness({neurons: 20});
	const {settings} = run.nexus;
	const send = sender(run);
	t.true(send('settings', {settings: {...settings, hz: 30, paused: true}}).ok);
	t.like(run.nexus.settings, {hz: 30, paused: false});
	t.true(send('undo').ok);
	t.deepEqual(run.nexus.settings, settings);
});
