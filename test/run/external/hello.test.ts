import test from 'ava';
import {graphOfEngine, readEngineGraph} from '../../../source/run/external/engine-graph.ts';
import {engineModel} from '../../../source/run/external/engine-model.ts';
import {takeFrame} from '../../../source/run/external/frame.ts';
import {readHello} from '../../../source/run/external/hello.ts';
import {createDecoder, encodeMessage, type Outgoing, type WireMessage} from '../../../source/run/external/wire.ts';
import {liveParameters} from '../../../source/run/parameters.ts';

const usual = {
	type: 'hello',
	protocol: 1,
	name: 'rates',
	graph: 'given',
	variables: [{name: 'x', min: -1, max: 1}],
	parameters: [{name: 'gain', default: 1, min: 0, max: 2}],
	can: ['write'],
};

const message = (fields: object, arrays: Outgoing = {}): WireMessage =>
	createDecoder().push(Buffer.concat(encodeMessage(fields as Record<string, unknown>, arrays)))[0]!;
const hello = (change: object = {}) => readHello(message({...usual, ...change}));

test('a hello is taken, what it leaves out filled in', t => {
	t.like(hello(), {name: 'rates', version: '', variables: [{name: 'x', unit: ''}], can: ['write']});
	t.deepEqual(hello({can: undefined, parameters: undefined}).can, []);
});

test('what is wrong with a hello is one line', t => {
	const refused = (change: object) => t.throws(() => hello(change), {code: 'engine-hello'})?.message ?? '';
	t.is(refused({type: 'frame'}), 'its first message is frame; it has to be hello');
	t.is(refused({protocol: 2}), 'it speaks protocol 2; this version speaks 1');
	t.regex(refused({variables: []}), /^hello: variables: /);
	t.regex(refused({variables: [{name: 'x y'}]}), /^hello: variables\.0\.name: use letters/);
	t.regex(refused({parameters: [{name: 'g', default: 5, min: 0, max: 2}]}), /default must lie between min and max/);
	t.is(refused({parameters: [{name: 'x', default: 1, min: 0, max: 2}]}), 'hello: the name x stands there twice');
	t.is(refused({variables: [{name: 'state'}]}), 'hello: a variable may not be called state: arrays of messages are');
	t.is(refused({graph: 'own'}), 'hello: nodes belongs to graph "own", which needs it, and to no other');
	t.regex(refused({can: ['fly']}), /^hello: can\.0: /);
	t.regex(refused({colour: 'red'}), /colour/);
	t.regex(refused({name: 'a\u001B[31mb'}), /control characters/);
});

test('what an engine can not do is greyed with a reason, and its parameters are those of the run', t => {
	const model = engineModel(hello());
	t.deepEqual(Object.keys(model.external?.lacks ?? {}).sort(), ['excite', 'silence', 'stimulus']);
	const names = liveParameters(model).map(each => each.name);
	t.true(names.includes('gain') && names.includes('hz'));
	for (const other of ['dt', 'noise', 'coupling', 'stim-gain', 'synthetic']) t.false(names.includes(other), other);
	const able = liveParameters(engineModel(hello({can: ['dt', 'stimulus', 'write']}))).map(each => each.name);
	t.true(['dt', 'stim-gain', 'synthetic'].every(each => able.includes(each)));
	t.true('restore' in (engineModel(hello({can: []})).external?.lacks ?? {}));
});

test('frames are taken when they are what was asked for, and no other', t => {
	const {variables, observables} = hello({observables: [{name: 'r'}]});
	const into = [new Float32Array(3)];
	const take = (fields: object, arrays: Outgoing) =>
		takeFrame(message(fields, arrays), {variables, observables, n: 3, tick: 7}, into);
	t.deepEqual(take({type: 'frame', tick: 7, observables: {r: 0.5}}, {x: Float32Array.of(0.1, 0.2, -1)}), {r: 0.5});
	t.deepEqual(into[0], Float32Array.of(0.1, 0.2, -1));
	const refused = (fields: object, arrays: Outgoing) =>
		t.throws(() => take(fields, arrays), {code: 'engine-frame'})?.message ?? '';
	const good = {type: 'frame', tick: 7};
	t.is(
		refused(good, {x: new Float32Array(3)}),
		'frame 7: the observable r is missing; hello says that it comes with each frame, a number',
	);
	t.is(refused({type: 'state'}, {}), 'a frame of tick 7 was asked for, and state came');
	t.is(refused({type: 'frame', tick: 8}, {}), 'a frame of tick 7 was asked for, and one of tick 8 came');
	t.is(refused(good, {}), 'frame 7: the array x is there 0 times; send it once');
	t.is(refused(good, {y: new Float32Array(3)}), 'frame 7: an array y came, which is no variable of hello');
	t.is(refused(good, {x: new Float32Array(4)}), 'frame 7: x has the shape [4] and the graph 3 nodes');
	t.is(refused(good, {x: new Int32Array(3)}), 'frame 7: x is of dtype i4; use f4 or f8');
	t.is(
		refused(good, {x: Float32Array.of(0, Number.NaN, 0)}),
		'frame 7: x of node 1 is NaN, which is no number that float32 holds',
	);
	t.is(refused(good, {x: Float32Array.of(0, 0, 1.5)}), 'frame 7: x of node 2 is 1.5; hello says -1 to 1');
});

test('a graph of its own is checked, merged and laid out', t => {
	const own = {...usual, graph: 'own', nodes: 4};
	const read = (arrays: Outgoing, change: object = {}) => {
		const whole = message({...own, ...change}, arrays);
		return readEngineGraph(readHello(whole), whole);
	};
	const ring = {source: Int32Array.of(0, 1, 2, 3, 0, 0), target: Int32Array.of(1, 2, 3, 0, 1, 0)};
	const found = read(ring);
	const {graph, report} = graphOfEngine(found!, 'rates');
	t.like(graph, {n: 4, directed: true, selfLoops: 1, title: 'rates'});
	t.like(report, {rows: 6, duplicates: 1});
	t.is(graph.weight[graph.rowPtr[1]!], 2); // 0 → 1 stood there twice
	t.true(graph.x.every(each => each >= 0 && each <= 1));
	const refused = (arrays: Outgoing, change = {}) =>
		t.throws(() => read(arrays, change), {code: 'engine-hello'})?.message ?? '';
	t.is(
		refused({source: Int32Array.of(4), target: Int32Array.of(0)}),
		'hello: source names the node 4; there are 4, counted from 0',
	);
	t.is(refused({source: Int32Array.of(1), target: Int32Array.of()}), 'hello: source has 1 numbers and target 0');
	t.is(refused({...ring, weight: new Float32Array(2)}), 'hello: weight has 2 numbers, not 6');
	t.is(refused({...ring, x: new Float32Array(4)}), 'hello: x and y belong together');
	t.is(refused(ring, {names: ['a']}), 'hello: names has 1 entries, not 4');
	t.is(
		refused({source: new Float32Array(1), target: Int32Array.of(0)}),
		'hello: source holds no whole numbers; use i4 or i8',
	);
	t.is(
		refused({...ring, colour: new Float32Array(1)}),
		'hello: an array colour came with it, which belongs to no graph',
	);
	const places = read({
		source: Int32Array.of(),
		target: Int32Array.of(),
		x: Float32Array.of(-5, 0, 5, 0),
		y: new Float32Array(4),
	});
	t.deepEqual([...(places?.x ?? [])], [0, 0.5, 1, 0.5]);
});
