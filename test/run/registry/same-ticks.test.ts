import test from 'ava';
import fc from 'fast-check';
import {generate} from '../../../source/connectome/topologies.ts';
import {voidModel} from '../../../source/dynamics/void/model.ts';
import {startSettings} from '../../../source/run/settings.ts';
import {harness} from '../nexus-harness.ts';
import {digestsOf, goOn, journalOf, replay, type Step, saved} from './steered-run.ts';

const n = 30;
const graph = generate('knn', n, 6, 3);

const nodes = fc.uniqueArray(fc.nat(n - 1), {minLength: 1, maxLength: 6});
const anyStep: fc.Arbitrary<Step> = fc
	.tuple(
		fc.nat(3),
		fc.oneof(
			nodes.chain(list => fc.constantFrom(0, 0.3, 1).map(value => ['clamp', {nodes: list, value}] as const)),
			nodes.map(list => ['silence', {nodes: list}] as const),
			nodes.map(list => ['release', {nodes: list}] as const),
			fc.constant(['release', {}] as const),
			fc.constant(['undo', {}] as const),
			fc.constantFrom(0.1, 0.5, 1).map(value => ['set', {name: 'dt', value}] as const),
			fc.constantFrom(0.02, 0.3, 0.9).map(value => ['set', {name: 'diffusion', value}] as const),
			fc.constantFrom('none', 'shared', 'node').map(value => ['set', {name: 'noise', value}] as const),
			fc.constantFrom('none', 'pulse').map(value => ['set', {name: 'synthetic', value}] as const),
			fc.constantFrom('higgs', 'quantum').map(value => ['set', {name: 'domain', value}] as const),
			fc
				.constantFrom('tick >= 7 for 2 ticks', 'cohesion < 25')
				.map(when => ['break', {when, do: ['pause', 'checkpoint', 'bell']}] as const),
			fc.constant(['unbreak', {}] as const),
			fc.constantFrom('nodes=0-3 every=2t', 'nodes=all above=0.5').map(spec => ['record', {spec}] as const),
			fc.constant(['unrecord', {}] as const),
			fc.nat(n - 1).map(node => ['quench', {node, hops: 1}] as const),
			fc.constant(['stimulus', {texts: ['hello world']}] as const),
			fc.constant(['pause', {}] as const),
		),
	)
	.map(([ticks, [id, args]]) => [ticks, id, args]);

test('the journal of any commands leads to the same digests, from the beginning and from a checkpoint at any moment', t => {
	fc.assert(
		fc.property(fc.array(anyStep, {minLength: 1, maxLength: 30}), fc.nat(30), (steps, when) => {
			const settings = startSettings(voidModel, {}, undefined);
			const fresh = harness({on: graph});
			const start = saved(fresh.nexus);
			const live = goOn(voidModel, graph, {...start, settings});
			let checkpoint = saved(live.nexus);
			let journalled = 0;
			for (const [i, [ticks, id, args = {}]] of steps.entries()) {
				for (let tick = 0; tick < ticks; tick++) live.nexus.tick();
				live.nexus.apply({id, args, by: 'key'});
				if (i !== when % steps.length) continue;
				checkpoint = saved(live.nexus);
				journalled = journalOf(live.emissions).length;
			}
			for (let tick = 0; tick < 5; tick++) live.nexus.tick();
			const [journal, digests] = [journalOf(live.emissions), digestsOf(live.emissions)];
			const end = live.nexus.tickCount;

			const again = goOn(voidModel, graph, {...start, settings}, {replayed: true});
			replay(again.nexus, journal, end);
			t.deepEqual(digestsOf(again.emissions), digests);
			const {paused: _live, ...then} = live.nexus.settings;
			const {paused: _again, ...now} = again.nexus.settings;
			t.deepEqual(JSON.parse(JSON.stringify(now)), JSON.parse(JSON.stringify(then)));

			const resumed = goOn(voidModel, graph, checkpoint, {replayed: true});
			replay(resumed.nexus, journal.slice(journalled), end);
			t.deepEqual(digestsOf(resumed.emissions), digests.slice(checkpoint.state.tick));
		}),
		{numRuns: 60},
	);
});

test('a run that goes on by itself from its checkpoint takes the same ticks with the same nodes held and silenced', t => {
	const run = harness({on: graph, synthetic: 'pulse'});
	const send = (id: string, args: object) => run.nexus.apply({id, args: {...args}, by: 'key'});
	send('clamp', {nodes: [1, 2], value: 0.7});
	send('silence', {nodes: [3, 4]});
	run.ticks(7);
	const resumed = goOn(voidModel, graph, saved(run.nexus));
	t.deepEqual(resumed.nexus.settings.silenced, [3, 4]);
	const from = run.said('digest').length;
	run.ticks(30);
	for (let tick = 0; tick < 30; tick++) resumed.nexus.tick();
	t.deepEqual(
		digestsOf(resumed.emissions),
		run
			.said('digest')
			.slice(from)
			.map(({tick, hi, lo}) => `${tick} ${hi} ${lo}`),
	);
});

test('a breakpoint whose condition is true where a run goes on acts when it comes true again', t => {
	const run = harness({on: graph});
	const send = (nexus: typeof run.nexus, id: string, args: object) => nexus.apply({id, args: {...args}, by: 'key'});
	send(run.nexus, 'break', {when: 'tick > 2', do: ['bell']});
	send(run.nexus, 'break', {when: 'meanWeight < 0.3 for 2 ticks', do: ['bell']});
	send(run.nexus, 'clamp', {nodes: Array.from({length: n}, (_, i) => i), value: 0.5});
	run.ticks(5);
	const resumed = goOn(voidModel, graph, saved(run.nexus));
	const fired = () => resumed.emissions.filter(each => each.type === 'event' && each.news.kind === 'breakpoint').length;
	for (let tick = 0; tick < 5; tick++) resumed.nexus.tick();
	t.is(fired(), 0);
	send(resumed.nexus, 'clamp', {nodes: Array.from({length: n}, (_, i) => i), value: 0.1});
	for (let tick = 0; tick < 5; tick++) resumed.nexus.tick();
	t.is(fired(), 1);
});

test('in a replay no breakpoint fires by itself', t => {
	const start = saved(harness({on: graph}).nexus);
	const {nexus, emissions} = goOn(voidModel, graph, start, {replayed: true});
	nexus.apply({id: 'break', args: {when: 'tick >= 2'}, by: 'key'});
	for (let tick = 0; tick < 5; tick++) nexus.tick();
	t.false(nexus.settings.paused);
	t.deepEqual(
		emissions.filter(each => each.type === 'event' && each.news.kind === 'breakpoint'),
		[],
	);
});

test('what a checkpoint holds is left out where graph or model cannot have it', t => {
	const run = harness({on: graph});
	for (const [id, args] of [
		['clamp', {nodes: [5, 25], value: 0.5}],
		['silence', {nodes: [6, 26]}],
		['break', {when: 'cohesion < 5'}],
	] as const)
		run.nexus.apply({id, args, by: 'key'});
	const small = goOn(voidModel, generate('knn', 10, 4, 0), saved(run.nexus));
	t.deepEqual(small.nexus.settings.clamped, [
		{node: 5, value: 0.5},
		{node: 6, value: 0},
	]);
	t.deepEqual(small.nexus.settings.silenced, [6]);

	const [variable] = voidModel.variables;
	const other = {...voidModel, variables: variable ? [{...variable, min: 0.2}] : []};
	const strange = {...run.nexus.settings.breakpoints[0], id: 2, metric: 'orderR'} as const;
	const resumed = {...run.nexus.settings, breakpoints: [...run.nexus.settings.breakpoints, strange]};
	const settings = startSettings(other, {}, resumed as typeof run.nexus.settings);
	t.deepEqual(
		settings.clamped.map(each => each.node),
		[5, 25],
	);
	t.deepEqual(settings.silenced, []);
	t.deepEqual(
		settings.breakpoints.map(each => each.id),
		[1],
	);
});

test('a checkpoint from before there were clamped nodes and breakpoints has none', t => {
	const {clamped: _c, silenced: _s, breakpoints: _b, ...old} = startSettings(voidModel, {hz: 20}, undefined);
	t.like(startSettings(voidModel, {}, old as ReturnType<typeof startSettings>), {
		hz: 20,
		clamped: [],
		silenced: [],
		breakpoints: [],
	});
	const {state} = saved(harness({on: graph}).nexus);
	const run = goOn(voidModel, graph, {state, settings: old as ReturnType<typeof startSettings>});
	run.nexus.tick();
	t.deepEqual(run.nexus.settings.clamped, []);
});
