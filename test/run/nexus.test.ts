import test from 'ava';
import {ConnectopError} from '../../source/base/errors.ts';
import {symbolsToIndices} from '../../source/connectome/symbols.ts';
import {generate} from '../../source/connectome/topologies.ts';
import {voidModel} from '../../source/dynamics/void/model.ts';
import {smallModel} from '../kernels/gpu/models.ts';
import {harness} from './nexus-harness.ts';

test('a tick advances tick, model clock and field, and says its digest', t => {
	const {nexus, ticks, said, bytes} = harness({dt: 0.5});
	const before = bytes();
	ticks(3);
	t.is(nexus.tickCount, 3);
	t.is(nexus.theta, 1.5);
	t.true(Math.abs(nexus.time - 0.15) < 1e-15);
	t.notDeepEqual(bytes().W, before.W);
	t.deepEqual(
		said('digest').map(each => each.tick),
		[1, 2, 3],
	);
	t.is(new Set(said('digest').map(each => `${each.hi} ${each.lo}`)).size, 3);
});

test('model time counts ticks: the pace of the clock changes nothing', t => {
	const [slow, fast] = [
		harness({tickMs: 10_000, synthetic: 'pulse'}),
		harness({tickMs: 1, hz: 1000, synthetic: 'pulse'}),
	];
	slow.ticks(60);
	fast.ticks(60);
	t.deepEqual(slow.bytes(), fast.bytes());
});

const pulses = (run: ReturnType<typeof harness>) =>
	run.said('journal').map(({tick, entry}) => ({tick, id: entry['id'], by: entry['by']}));

test('pulses come once a model second, excite and quench in turn, and are journalled', t => {
	const run = harness({synthetic: 'pulse'});
	run.ticks(41);
	t.deepEqual(pulses(run), [
		{tick: 10, id: 'excite', by: 'synthetic'},
		{tick: 20, id: 'quench', by: 'synthetic'},
		{tick: 30, id: 'excite', by: 'synthetic'},
		{tick: 40, id: 'quench', by: 'synthetic'},
	]);
	const slow = harness({synthetic: 'pulse', dt: 0.25});
	slow.ticks(81);
	t.deepEqual(
		pulses(slow).map(each => each.tick),
		[40, 80],
	);
	const quick = harness({synthetic: 'pulse', dt: 5, parameters: {diffusion: 0}});
	quick.ticks(7);
	t.deepEqual(
		pulses(quick).map(each => each.tick),
		[2, 4, 6],
	);
});

test('a new dt neither repeats nor swallows a pulse', t => {
	const set = (value: number) => ({id: 'set', args: {name: 'dt', value}, by: 'key'});
	const sooner = harness({synthetic: 'pulse', parameters: {diffusion: 0}});
	sooner.ticks(13);
	sooner.nexus.apply(set(5)); // θ 13, 18, 23
	sooner.ticks(3);
	t.deepEqual(
		pulses(sooner)
			.filter(each => each.by === 'synthetic')
			.map(each => each.tick),
		[10, 15],
	);
	const later = harness({synthetic: 'pulse', dt: 5, parameters: {diffusion: 0}});
	later.ticks(4); // θ 20: the second pulse is due at the next tick
	later.nexus.apply(set(0.1));
	later.ticks(5);
	t.deepEqual(
		pulses(later)
			.filter(each => each.by === 'synthetic')
			.map(each => each.tick),
		[2, 4],
	);
});

test('an excited neighbourhood gets the stimulus, a quenched one is 0', t => {
	const ring = generate('ring', 20, 2, 0);
	const {nexus, stimulus} = harness({on: ring, noise: 'none'});
	nexus.apply({id: 'excite', args: {node: 0, hops: 2, amplitude: 0.3}, by: 'key'});
	const reached = [18, 19, 0, 1, 2];
	stimulus.forEach((value, i) => void t.is(value, reached.includes(i) ? Math.fround(0.3) : 0));
	nexus.apply({id: 'excite', args: {node: 0, hops: 0, amplitude: 0.1}, by: 'key'});
	t.is(stimulus[0], Math.fround(0.3), 'a weaker one takes nothing away');
	nexus.apply({id: 'quench', args: {node: 1, hops: 1}, by: 'key'});
	t.deepEqual([...nexus.field.subarray(0, 3)], [0, 0, 0]);
	t.deepEqual([...stimulus.subarray(0, 3)], [0, 0, 0]);
	t.is(stimulus[19], Math.fround(0.3));
});

test('the stimulus drives the field by its gain, decays by 0.9 a reference tick and ends', t => {
	const make = (dt: number, stimulusGain: number) =>
		harness({on: generate('ring', 8, 2, 0), noise: 'none', dt, stimulusGain, parameters: {diffusion: 0}});
	const [driven, still] = [make(1, 2), make(1, 2)];
	driven.nexus.apply({id: 'excite', args: {node: 3, amplitude: 0.1}, by: 'key'});
	driven.ticks(1);
	still.ticks(1);
	t.true(Math.abs((driven.nexus.field[3] ?? 0) - (still.nexus.field[3] ?? 0) - 0.2) < 1e-6);
	t.true(Math.abs((driven.stimulus[3] ?? 0) - 0.09) < 1e-7);

	const halves = make(0.5, 0);
	halves.nexus.apply({id: 'excite', args: {node: 3, amplitude: 0.1}, by: 'key'});
	halves.ticks(2);
	t.true(Math.abs((halves.stimulus[3] ?? 0) - 0.09) < 1e-7, 'two halves decay as one whole');
	halves.ticks(300);
	t.is(halves.stimulus[3], 0);
});

test('messages of a tick form one set of nodes, each echoed', t => {
	const {nexus, stimulus, said} = harness({neurons: 50, noise: 'none'});
	const before = nexus.field.slice();
	nexus.apply({id: 'stimulus', args: {texts: ['ab', 'bc', 'ab']}, by: 'input'});
	const nodes = new Set(symbolsToIndices('abc', 50));
	stimulus.forEach((value, i) => void t.is(value, nodes.has(i) ? Math.fround(0.05) : 0));
	nexus.field.forEach((value, i) => {
		t.true(Math.abs(value - Math.min(1, (before[i] ?? 0) + (nodes.has(i) ? 0.0005 : 0))) < 1e-7);
	});
	const echoes = said('utterance').map(({utterance}) => utterance);
	t.deepEqual(
		echoes.map(each => each.payload['text']),
		['ab', 'bc', 'ab'],
	);
	t.is(echoes[0]?.score, new Set(symbolsToIndices('ab', 50)).size / 50);
	t.is(nexus.taken, 3);
	t.deepEqual(
		said('journal').map(each => each.entry['args']),
		[{texts: ['ab', 'bc', 'ab']}],
	);
	for (let i = 0; i < 30; i++) nexus.apply({id: 'stimulus', args: {texts: ['a']}, by: 'input'});
	t.true(stimulus.every(value => value <= 1));
	t.true(nexus.field.every(value => value <= 1));
});

test('stimuli keep to the bounds of the variable, whatever they are', t => {
	const wide = smallModel({
		variables: [{name: 'x', unit: '1', min: 2, max: 9, shown: [2, 9]}],
		initial: {high: ([x]) => x?.fill(5)},
	});
	const {nexus} = harness({of: wide, neurons: 10, noise: 'none'});
	nexus.apply({id: 'stimulus', args: {texts: ['a']}, by: 'input'});
	t.true(nexus.field.every(value => value >= 5));
	t.true(nexus.field.some(value => value > 5));
	nexus.apply({id: 'quench', args: {node: 0}, by: 'key'});
	t.is(nexus.field[0], 2);
});

test('noise: none is none, shared is one value for all, node one each', t => {
	const options = {neurons: 64, parameters: {diffusion: 0, alpha: 0, beta: 0, timeDynamics: 0}} as const;
	const moved = (noise: 'none' | 'shared' | 'node') => {
		const {nexus, ticks} = harness({...options, noise});
		nexus.field.fill(0.5);
		ticks(1);
		return [...nexus.field].map(value => value - 0.5);
	};
	t.true(moved('none').every(value => value === 0));
	t.is(new Set(moved('shared')).size, 1);
	t.not(moved('shared')[0], 0);
	t.true(new Set(moved('node')).size > 60);
	t.true(moved('node').every(value => Math.abs(value) <= 0.02 + 1e-7));
});

test('noise grows with √dt', t => {
	const options = {neurons: 64, noise: 'node', parameters: {diffusion: 0, alpha: 0, beta: 0, timeDynamics: 0}} as const;
	const [whole, quarter] = [harness({...options, dt: 1}), harness({...options, dt: 0.25})];
	for (const run of [whole, quarter]) {
		run.nexus.field.fill(0.5);
		run.ticks(1);
	}
	whole.nexus.field.forEach((value, i) => {
		t.true(Math.abs((value - 0.5) / 2 - ((quarter.nexus.field[i] ?? 0) - 0.5)) < 1e-6);
	});
});

test('measured every so many ticks, logged and saved at their intervals', t => {
	const run = harness({
		measureEvery: 4,
		logEvery: {ticks: 5},
		checkpointEvery: {seconds: 1.5},
		vizEvery: {ticks: 7},
		tickMs: 100,
	});
	const first = run.nexus.metrics;
	run.ticks(3);
	t.is(run.nexus.metrics, first);
	run.ticks(1);
	t.not(run.nexus.metrics, first);
	run.ticks(28);
	t.deepEqual(
		run.said('metrics').map(each => each.tick),
		[5, 10, 15, 20, 25, 30],
	);
	t.deepEqual(
		run.said('snapshot').map(each => [each.tick, each.why]),
		[
			[15, 'interval'],
			[30, 'interval'],
		],
	);
	t.deepEqual(
		run.said('picture').map(each => each.tick),
		[7, 14, 21, 28],
	);
});

test('the decoder says how the run stands every ten seconds', t => {
	const run = harness({tickMs: 1000});
	run.ticks(31);
	const status = run.said('utterance').map(({tick, utterance}) => [tick, utterance.payload['type']]);
	t.deepEqual(status, [
		[10, 'status'],
		[20, 'status'],
		[30, 'status'],
	]);
});

test('a snapshot holds copies, and going back to it repeats the same ticks in a new epoch', t => {
	const run = harness({synthetic: 'pulse'});
	run.ticks(25);
	run.nexus.apply({id: 'stimulus', args: {texts: ['hello']}, by: 'input'});
	const saved = run.nexus.snapshot();
	const at25 = run.bytes();
	run.ticks(30);
	const at55 = run.bytes();
	const outcome = run.nexus.apply({id: 'restore', args: {file: 'state_25.npz', sha256: ''}, by: 'key'}, saved);
	t.true(outcome.ok);
	t.deepEqual(run.bytes(), {...at25, epoch: 1});
	run.ticks(30);
	t.deepEqual(run.bytes(), {...at55, epoch: 1});
	const restored = run.said('journal').find(each => each.entry['id'] === 'restore');
	t.like(restored, {tick: 25, epoch: 1, entry: {at: 55}});
});

test('what goes to other threads lies in shared memory: nothing of this one is ever detached', t => {
	const run = harness();
	run.nexus.emitPicture();
	const {variables, stimulus} = run.nexus.snapshot();
	const arrays = [...Object.values(variables), stimulus, ...run.said('picture').map(each => each.field)];
	t.is(arrays.length, 3);
	for (const {buffer} of arrays) t.true(buffer instanceof SharedArrayBuffer);
});

test('a spike of complexity is news and an utterance, not before the statistics have settled', t => {
	const run = harness({noise: 'none', threshold: 0.9});
	const threshold = (value: number) => run.nexus.apply({id: 'set', args: {name: 'threshold', value}, by: 'key'});
	const spikes = () => run.said('event').filter(each => each.news.kind === 'spike');
	run.ticks(20);
	threshold(0.15);
	run.ticks(20);
	t.is(spikes().length, 0);
	threshold(0.9);
	run.ticks(100);
	threshold(0.15);
	run.ticks(1);
	t.is(spikes().length, 1);
	t.regex(spikes()[0]?.news.message ?? '', /^cycles \+\d+, components −\d+ \(z \d+\.\d\)$/);
	const discovery = run.said('utterance').find(each => each.utterance.payload['type'] === 'discovery');
	t.is(discovery?.tick, 141);
	t.true((discovery?.utterance.score ?? 0) >= 3);
});

test('new settings take effect with the next tick; unstable ones are refused and nothing changes', t => {
	const run = harness({noise: 'none'});
	run.ticks(5);
	const before = run.bytes();
	const {settings} = run.nexus;
	const refused = run.nexus.apply({id: 'set', args: {name: 'dt', value: 50}, by: 'key'});
	t.like(refused, {ok: false, code: 'dt-unstable'});
	t.is(run.nexus.settings, settings);
	t.deepEqual(run.bytes(), before);
	t.true(run.nexus.apply({id: 'set', args: {name: 'diffusion', value: 0.5}, by: 'key'}).ok);
	t.true(run.nexus.substeps > 1);
	t.is(run.said('settings').at(-1)?.settings.parameters['diffusion'], 0.5);
	t.is(voidModel.parameters.find(each => each.name === 'diffusion')?.default, 0.02);
});

test('a field that is lost ends the run with one line', t => {
	const run = harness({noise: 'none'});
	run.ticks(3);
	run.nexus.field[7] = Number.NaN;
	const error = t.throws(() => run.ticks(1), {instanceOf: ConnectopError});
	t.regex(error.message, /^W of node \d+ is no number any more at tick 4; look at the weights/);
});

test('weights too small for float32 are refused before the first tick', t => {
	const tiny = generate('knn', 30, 4, 0);
	const error = t.throws(() => harness({on: {...tiny, weight: tiny.weight.map(() => 1e-42), unit: false}}), {
		instanceOf: ConnectopError,
	});
	t.regex(error.message, /^the coupling .* is more than float32 holds: .*--unweighted$/);
});

test('a new threshold is measured at once, also while paused', t => {
	const run = harness({noise: 'none'});
	run.ticks(3);
	const before = run.nexus.metrics;
	t.true(run.nexus.apply({id: 'set', args: {name: 'threshold', value: 0.9}, by: 'key'}).ok);
	t.true(run.nexus.metrics.activeEdges < before.activeEdges);
	t.is(run.nexus.metrics.meanWeight, before.meanWeight);
});

test('a command that changes the field of a run that stands still is measured, and tells that it did', t => {
	const run = harness({neurons: 30, init: 'uniform'});
	const send = (id: string, args: object = {}) => run.nexus.apply({id, args: {...args}, by: 'key'});
	run.ticks(3);
	send('clamp', {nodes: [0], value: 0.5});
	t.is(run.nexus.revision, 1);
	send('pause');
	send('set', {name: 'hz', value: 5});
	t.is(run.nexus.revision, 1, 'what leaves the field as it is');
	const {b1z} = run.nexus.metrics;
	const detector = run.bytes().detector;
	send('clamp', {nodes: Array.from({length: 30}, (_, node) => node), value: 0});
	t.is(run.nexus.revision, 2);
	t.like(run.nexus.metrics, {activeEdges: 0, meanWeight: 0, b1z});
	t.is(run.bytes().detector, detector, 'the spike detector hears of ticks alone');
	send('release');
	const revision = run.nexus.revision;
	send('excite', {node: 3, hops: 1});
	send('stimulus', {texts: ['hello']});
	t.is(run.nexus.revision, revision + 2);
	t.true(run.nexus.metrics.meanWeight > 0);
	const saved = run.nexus.snapshot();
	run.nexus.restore(saved);
	t.is(run.nexus.revision, revision + 3);
});
