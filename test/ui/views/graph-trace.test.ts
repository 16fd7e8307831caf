import test from 'ava';
import {initialGraph, pick} from '../../../source/ui/views/graph-state.ts';
import {mostTraced, observe} from '../../../source/ui/views/graph-trace.ts';
import {frameOf} from './frames.ts';
import {ringGraph} from './graph-fixtures.ts';

const graph = ringGraph(4);
const frame = (tick: number, value: number, epoch = 0) =>
	frameOf({field: new Float32Array(4).fill(value), status: {tick, epoch}});

test('nothing is traced until a node is picked, and then one value a tick', t => {
	t.is(observe(initialGraph, frame(1, 1)), initialGraph);
	const one = observe(pick(initialGraph, graph, 2), frame(7, 0.5));
	t.deepEqual(one.trace?.values, [0.5]);
	t.is(one.trace?.since, 7);
	t.is(observe(one, frame(7, 0.75)), one, 'a paused run adds nothing');
	const two = observe(one, frame(9, 0.25));
	t.deepEqual(two.trace?.values, [0.5, 0.25]);
	t.deepEqual([two.trace?.low, two.trace?.high], [0.25, 0.5]);
});

test('another node and a restored run begin a new trace', t => {
	const one = observe(pick(initialGraph, graph, 2), frame(7, 0.5));
	t.deepEqual(observe(one, frame(3, 1, 1)).trace?.values, [1]);
	const other = pick(one, graph, 1);
	t.is(other.trace, undefined);
	t.is(observe(other, frame(8, 1)).trace?.node, 1);
});

test('a long trace stays bounded, covers all of its time and keeps its range', t => {
	let state = pick(initialGraph, graph, 0);
	const last = 10_000;
	for (let tick = 0; tick <= last; tick++) state = observe(state, frame(tick, tick / 1e4));
	const {values, low, high, since, every} = state.trace!;
	t.true(values.length >= mostTraced / 2 - 1 && values.length < mostTraced);
	t.deepEqual([low, high, since], [0, 1, 0]);
	t.true(
		values.every((value, at) => at === 0 || value > values[at - 1]!),
		'a rising line still rises',
	);
	t.true(Math.abs(values[0]! - every / 2e4) < 1e-3);
	t.true(values.at(-1)! > 0.95);
});

test('a command at a tick that stands still adds its value', t => {
	const field = new Float32Array(4).fill(0.5);
	const one = observe(pick(initialGraph, graph, 2), frameOf({field, status: {tick: 7}}));
	field.fill(0);
	const two = observe(one, frameOf({field, status: {tick: 7, revision: 1}}));
	t.deepEqual(two.trace?.values, [0.5, 0]);
	t.is(observe(two, frameOf({field, status: {tick: 7, revision: 1}})), two);
});
