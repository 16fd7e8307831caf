import test from 'ava';
import {z} from 'zod';
import {voidModel} from '../../../source/dynamics/void/model.ts';
import type {Command} from '../../../source/run/protocol.ts';
import {commands, findCommand, internalCommands} from '../../../source/run/registry/registry.ts';
import {startSettings} from '../../../source/run/settings.ts';
import {harness} from '../nexus-harness.ts';

const settings = {...startSettings(voidModel, {}, undefined), hz: 20, clamped: [{node: 3, value: 0.5}]};
const nodesRefused = [
	{nodes: []},
	{nodes: [-1]},
	{nodes: [1.5]},
	{nodes: [3, 100]},
	{nodes: '3'},
	{nodes: Array.from({length: 100_001}, () => 0)},
];

/** Arguments that a command takes, and some that it must refuse. */
const examples: Readonly<Record<string, {readonly good: Command['args']; readonly bad: readonly unknown[]}>> = {
	pause: {good: {}, bad: [{now: true}, [], 'pause', null]},
	resume: {good: {}, bad: [{tick: 3}, 7]},
	step: {good: {count: 3}, bad: [{count: 0}, {count: 1.5}, {count: 1e7}, {count: 'all'}, {ticks: 1}]},
	set: {
		good: {name: 'hz', value: 20},
		bad: [
			{},
			{name: 'hz'},
			{name: 'hz', value: 0},
			{name: 'hz', value: Number.NaN},
			{name: 'hz', value: 'fast'},
			{name: 'hz', value: null},
			{name: 'hz', value: {ticks: 3}},
			{name: 'hurts', value: 1},
			{name: 'dt', value: 99},
			{name: 'domain', value: 'biology'},
			{name: 'log-every', value: '-1'},
			{name: 'hz', value: 10, by: 'me'},
		],
	},
	adjust: {
		good: {values: {hz: 20, alpha: 0.3, 'log-every': '100t'}, preset: 'warm'},
		bad: [
			{},
			{values: {}},
			{values: []},
			{values: {hz: 20, alpha: 7}},
			{values: {hz: 20, hurts: 1}},
			{values: {hz: 20, alpha: 'high'}},
			{values: {hz: 20, alpha: null}},
			{values: {hz: 20, domain: 'biology'}},
			{values: {hz: 20, dt: 99}},
			{values: {hz: 20, ['x'.repeat(65)]: 1}},
			{values: {hz: 20}, preset: 'x'.repeat(65)},
			{hz: 20},
		],
	},
	stimulus: {good: {texts: ['hello']}, bad: [{}, {texts: []}, {texts: 'hello'}, {texts: [1]}, {texts: ['a'], node: 1}]},
	excite: {
		good: {node: 3, hops: 2, amplitude: 0.5},
		bad: [
			{},
			{node: -1},
			{node: 100},
			{node: 1.5},
			{node: 3, hops: 65},
			{node: 3, amplitude: 2},
			{node: 3, amplitude: Number.NaN},
		],
	},
	quench: {good: {node: 3, hops: 2}, bad: [{}, {node: 100}, {node: '3'}, {node: 3, amplitude: 1}]},
	undo: {good: {}, bad: [{steps: 2}]},
	clamp: {
		good: {nodes: [5, 3, 3], value: 0.5},
		bad: [
			{},
			{nodes: [3]},
			{nodes: [3], value: 1.01},
			{nodes: [3], value: -0.01},
			{nodes: [3], value: Number.NaN},
			{nodes: [3], value: '0.5'},
			...nodesRefused.map(each => ({...each, value: 0.5})),
		],
	},
	silence: {good: {nodes: [5, 3]}, bad: [{}, {nodes: [3], value: 0}, ...nodesRefused]},
	release: {good: {nodes: [3]}, bad: [{node: 3}, ...nodesRefused]},
	break: {
		good: {when: 'cohesion < 5 for 10 ticks', do: ['pause', 'bell']},
		bad: [
			{},
			{when: ''},
			{when: 'cohesion'},
			{when: 'cohesoin < 5'},
			{when: 'cohesion < five'},
			{when: 'cohesion < 5 for 0 ticks'},
			{when: 'cohesion < 5', do: []},
			{when: 'cohesion < 5', do: ['stop']},
			{when: `cohesion < ${'5'.repeat(300)}`},
		],
	},
	unbreak: {good: {}, bad: [{id: 1}, {id: 0}, {id: 'all'}]},
	record: {
		good: {spec: 'nodes=0-3 every=2t'},
		bad: [
			{},
			{spec: ''},
			{spec: 'nodes=100'},
			{spec: 'nodes=0 var=none'},
			{spec: 'metrics=none'},
			{spec: 'nodes=0 every=0'},
			{spec: 'x'.repeat(20_001)},
			{spec: 3},
			{nodes: [1]},
		],
	},
	unrecord: {good: {}, bad: [{name: 'none'}, {name: 3}, {id: 1}]},
	picture: {good: {}, bad: [{file: 'x'}]},
	settings: {
		good: {settings},
		bad: [
			{},
			{settings: {...settings, colour: 'red'}},
			{settings: {...settings, hz: undefined}},
			{settings: {...settings, hz: 1e6}},
			{settings: {...settings, preset: 'none such'}},
			{settings: {...settings, parameters: {}}},
			{settings: {...settings, parameters: {...settings.parameters, gamma: 1}}},
			{settings: {...settings, parameters: {...settings.parameters, alpha: -1}}},
			{settings: {...settings, clamped: [{node: 100, value: 0}]}},
			{settings: {...settings, clamped: [{node: 3, value: 2}]}},
			{
				settings: {
					...settings,
					clamped: [
						{node: 4, value: 0},
						{node: 3, value: 0},
					],
				},
			},
			{settings: {...settings, silenced: [4]}},
			{settings: {...settings, recorders: [{name: 'W', spec: 'nodes=100', rowBytes: 24}]}},
			{
				settings: {
					...settings,
					recorders: [
						{name: 'W', spec: 'nodes=1', rowBytes: 24},
						{name: 'W', spec: 'nodes=2', rowBytes: 24},
					],
				},
			},
			{
				settings: {
					...settings,
					breakpoints: [{id: 1, metric: 'x', relation: '<', value: 1, ticks: 1, actions: ['bell']}],
				},
			},
		],
	},
	checkpoint: {good: {}, bad: [{file: 'x'}]},
	restore: {
		good: {file: 'state_0.npz', sha256: ''},
		bad: [{}, {file: 3, sha256: ''}, {file: 'state_0.npz', sha256: ''}],
	},
	branch: {good: {}, bad: [{name: 'a b'}, {name: ''}, {tick: 1}]},
	note: {
		good: {text: 'the front is there'},
		bad: [{}, {text: ''}, {text: ' \n\u0007 '}, {text: 'x'.repeat(501)}, {text: 3}],
	},
	name: {
		good: {name: 'night-2'},
		bad: [{}, {name: ''}, {name: 'a b'}, {name: '../up'}, {name: 'x'.repeat(65)}, {name: 3}],
	},
	stop: {good: {reason: 'enough'}, bad: [{reason: 3}, {reason: 'x'.repeat(201)}, {code: 1}]},
};

const all = [...commands, ...internalCommands];

test('there is an example of every command', t => {
	t.deepEqual(Object.keys(examples).sort(), all.map(each => each.id).sort());
});

for (const {id, title, parameters, example} of all) {
	test(`${id}: has a title, described arguments and an example that it takes`, t => {
		t.regex(title, /^[a-z][^\n]{5,90}[^.]$/);
		const read = parameters.safeParse(example);
		t.true(read.success, read.error?.message);
		const schema = z.toJSONSchema(parameters, {io: 'input'});
		for (const [name, argument] of Object.entries(schema.properties ?? {}))
			t.regex((argument as {description?: string}).description ?? '', /.{5,}/, name);
		t.false(schema.additionalProperties as boolean, 'nothing else is taken');
	});
}

/** What has to be there before a command has something to do. */
const before: Readonly<Record<string, Command>> = {
	undo: {id: 'set', args: {name: 'alpha', value: 0.3}, by: 'key'},
	unbreak: {id: 'break', args: {when: 'cohesion < 5'}, by: 'key'},
	unrecord: {id: 'record', args: {spec: 'nodes=0-3'}, by: 'key'},
};

/** What stands in the journal under another name. */
const journalledAs: Readonly<Record<string, string>> = {undo: 'settings'};

/** Carried out by the main thread: test/e2e/branch.test.ts. */
const notOfTheEngine = ['branch'];

for (const {id, unjournalled} of all) {
	if (notOfTheEngine.includes(id)) continue;
	const {good, bad} = examples[id] ?? {good: {}, bad: []};

	test(`${id}: acts before the next step and is journalled with its tick, arguments and sender`, t => {
		const run = harness();
		run.ticks(4);
		const first = before[id];
		if (first) run.nexus.apply(first);
		const already = run.said('journal').length;
		const payload = id === 'restore' ? run.nexus.snapshot() : undefined;
		t.like(run.nexus.apply({id, args: good, by: 'library'}, payload), {ok: true, tick: 4});
		t.is(run.nexus.tickCount, 4);
		const entries = run.said('journal').slice(already);
		if (unjournalled) {
			t.deepEqual(entries, []);
			return;
		}
		t.is(entries.length, 1);
		t.like(entries[0]?.entry, {kind: 'command', id: journalledAs[id] ?? id, by: 'library', at: 4});
		if (id in journalledAs) return;
		const {success, data} = findCommand(id).parameters.safeParse(good);
		t.true(success);
		t.deepEqual(entries[0]?.entry['args'], data, 'with its defaults filled in');
	});

	test(`${id}: refuses nonsense, changes nothing, says why in one line and journals nothing`, t => {
		const run = harness({noise: 'none'});
		run.ticks(4);
		const [bytes, settings] = [run.bytes(), run.nexus.settings];
		for (const args of bad) {
			const outcome = run.nexus.apply({id, args: args as Command['args'], by: 'key'});
			t.false(outcome.ok, JSON.stringify(args));
			if (!outcome.ok) t.regex(outcome.error, /^[^\n]{5,300}$/);
			t.is(run.said('event').at(-1)?.news.kind, 'refused');
		}
		t.deepEqual(run.bytes(), bytes);
		t.is(run.nexus.settings, settings);
		t.is(run.nexus.endReason, undefined);
		t.is(run.nexus.stepsWanted, 0);
		t.deepEqual(run.said('journal'), []);
		t.deepEqual(run.said('snapshot'), []);
		t.is(run.said('event').length, bad.length);
		t.deepEqual(run.nexus.undoable, []);
	});
}

test('an unknown command is refused with the list', t => {
	const {nexus} = harness();
	const outcome = nexus.apply({id: 'explode', args: {}, by: 'key'});
	t.like(outcome, {ok: false, code: 'command'});
	t.regex(
		outcome.ok ? '' : outcome.error,
		/^command "explode" is unknown; use one of pause, resume, step, set, adjust, undo, (?!.*settings)/,
	);
	t.false(nexus.apply({id: 'toString', args: {}, by: 'key'}).ok);
});

test('pause, step and resume', t => {
	const {nexus, said} = harness();
	const send = (id: string, args = {}) => nexus.apply({id, args, by: 'key'});
	send('step');
	t.true(nexus.settings.paused, 'a step pauses first');
	t.is(nexus.stepsWanted, 1);
	send('step', {count: 5});
	t.is(nexus.stepsWanted, 6);
	send('resume');
	t.false(nexus.settings.paused);
	t.is(nexus.stepsWanted, 0);
	send('pause');
	send('pause');
	t.true(nexus.settings.paused);
	t.deepEqual(
		said('event').map(each => each.news.message),
		['1 tick from tick 0', '5 ticks from tick 1', 'resumed at tick 0', 'paused at tick 0', 'paused already'],
	);
});

test('stop keeps its first reason; checkpoint saves at once', t => {
	const {nexus, said} = harness();
	nexus.apply({id: 'stop', args: {reason: 'first'}, by: 'key'});
	nexus.apply({id: 'stop', args: {reason: 'second'}, by: 'key'});
	t.is(nexus.endReason, 'first');
	nexus.apply({id: 'checkpoint', args: {}, by: 'key'});
	t.deepEqual(
		said('snapshot').map(each => [each.tick, each.why]),
		[[0, 'asked']],
	);
});

test('setting says what was and what is, with unit', t => {
	const {nexus, said} = harness();
	for (const [name, value] of [
		['hz', '20'],
		['log-every', '100t'],
		['timeDynamics', 'off'],
		['domain', 'higgs'],
	] as const) {
		nexus.apply({id: 'set', args: {name, value}, by: 'key'});
	}
	t.deepEqual(
		said('event').map(each => each.news.message),
		['hz 10 → 20 Hz', 'log-every 1 → 100t', 'timeDynamics on → off', 'domain biology_consciousness → higgs'],
	);
});

test('ids are unique, and each has a risk', t => {
	const ids = all.map(each => each.id);
	t.is(new Set(ids).size, ids.length);
	t.deepEqual(
		all.filter(each => each.risk === 'lose').map(each => each.id),
		['restore', 'stop'],
	);
});

test('set says what was and what is, as it can be set', t => {
	const {nexus, said} = harness();
	const outcome = (name: string, value: string | number) =>
		nexus.apply({id: 'set', args: {name, value}, by: 'key'}) as {readonly data?: unknown};
	t.deepEqual(outcome('hz', '20').data, {name: 'hz', before: 10, after: 20});
	t.like(said('event').at(-1)?.news.data, {id: 'set', by: 'key', at: 0, name: 'hz', before: 10, after: 20});
	t.deepEqual(outcome('log-every', '100t').data, {name: 'log-every', before: '1', after: '100t'});
	t.deepEqual(outcome('timeDynamics', 'off').data, {name: 'timeDynamics', before: 1, after: 0});
	t.deepEqual(outcome('noise', 'none').data, {name: 'noise', before: 'node', after: 'none'});
});

test('a pause while stepping ends the steps', t => {
	const {nexus} = harness();
	const send = (id: string, args = {}) => nexus.apply({id, args, by: 'key'});
	send('step', {count: 1000});
	send('pause');
	t.is(nexus.stepsWanted, 0);
	t.true(nexus.settings.paused);
});

test('picture asks for both pictures of this state, in the middle of a tick or not', t => {
	const {nexus, said, ticks} = harness({vizEvery: 'never'});
	ticks(3);
	t.deepEqual(said('picture'), []);
	nexus.apply({id: 'picture', args: {}, by: 'key'});
	t.deepEqual(
		said('picture').map(({tick, field}) => [tick, [...field]]),
		[[3, [...nexus.field]]],
	);
	t.is(said('event').at(-1)?.news.kind, 'picture');
});

test('what is carried out is what the journal says: −0 is 0', t => {
	const {nexus, said} = harness();
	nexus.apply({id: 'clamp', args: {nodes: [3], value: -0}, by: 'http'});
	t.true(Object.is(nexus.field[3], 0));
	t.true(Object.is(nexus.settings.clamped[0]?.value, 0));
	nexus.apply({id: 'set', args: {name: 'diffusion', value: '-0'}, by: 'key'});
	t.true(Object.is(nexus.settings.parameters['diffusion'], 0));
	t.is(said('journal').length, 2);
});

test('a restore is journalled with the settings, which stay', t => {
	const {nexus, said} = harness();
	nexus.apply({id: 'set', args: {name: 'alpha', value: 0.3}, by: 'key'});
	nexus.apply({id: 'restore', args: {file: 'state_0.npz', sha256: ''}, by: 'key'}, nexus.snapshot());
	t.like(said('journal').at(-1)?.entry, {id: 'restore', settings: {parameters: {alpha: 0.3}}});
});
