import test from 'ava';
import type {Graph} from '../../../source/connectome/graph.ts';
import {generate} from '../../../source/connectome/topologies.ts';
import {voidModel} from '../../../source/dynamics/void/model.ts';
import {bytesAnHour, bytesInWords, forecastInWords} from '../../../source/run/recording/forecast.ts';
import {newRecorder, planRecorder} from '../../../source/run/recording/plan.ts';

const graph = generate('knn', 30, 4, 1);
const ground = {graph, model: voidModel};
const named: Graph = {
	...graph,
	names: Array.from({length: 30}, (_, i) => (i === 5 ? '12' : i === 6 ? 'AVAL' : `n${i}`)),
};
const nodesOf = (nodes: string, on: Graph = graph) =>
	Array.from(planRecorder({name: 'x', spec: `nodes=${nodes}`}, {graph: on, model: voidModel}).nodes);

test('nodes by index, name, range and degree, each once, in the order of the spec', t => {
	t.deepEqual(nodesOf('3,0-2,2'), [3, 0, 1, 2]);
	t.is(nodesOf('all').length, 30);
	t.deepEqual(nodesOf('AVAL,aval,7', named), [6, 7]);
	t.deepEqual(nodesOf('12,#12', named), [5, 12], 'a name that is a number comes before the number');
	const degree = (node: number) => graph.rowPtr[node + 1]! - graph.rowPtr[node]!;
	const all = Array.from({length: 30}, (_, node) => node);
	const most = Math.max(...all.map(degree));
	t.deepEqual(
		nodesOf(`degree>=${most}`),
		all.filter(node => degree(node) >= most),
	);
	t.deepEqual(nodesOf('degree<=4,degree=5'), [
		...all.filter(node => degree(node) <= 4),
		...all.filter(node => degree(node) === 5),
	]);
	t.deepEqual(nodesOf('degree=top:3'), all.sort((a, b) => degree(b) - degree(a) || a - b).slice(0, 3));
});

test('what matches nothing is refused with what there is', t => {
	t.throws(() => nodesOf('30'), {message: 'record: node 30 does not exist; nodes are 0 to 29'});
	t.throws(() => nodesOf('10-40'), {message: /node 30 does not exist/});
	t.throws(() => nodesOf('AVAL'), {message: /"AVAL" is no node; nodes have no names here/});
	t.throws(() => nodesOf('AVAR', named), {message: /no node is called "AVAR".*did you mean AVAL\?/});
	t.throws(() => nodesOf('"7"', named), {message: /no node is called "7"/});
	t.throws(() => nodesOf('degree>=900'), {message: /matches no node; degrees here are \d+ to \d+/});
	t.throws(() => newRecorder('nodes=1 var=Q', [], ground), {message: /variable "Q" is unknown; use one of W/});
	t.throws(() => newRecorder('metrics=cohesio', [], ground), {message: /did you mean cohesion\?/});
	t.throws(() => newRecorder('metrics=tick', [], ground), {message: /metric "tick" is unknown/});
});

test('recorders have names of their own, and say what they write an hour', t => {
	const first = newRecorder('nodes=0-9', [], ground);
	t.deepEqual(first, {name: 'W', spec: 'nodes=0-9 every=1t to=npy', rowBytes: 60});
	const second = newRecorder('nodes=0-9 above=0.5', [first], ground);
	const third = newRecorder('nodes=1', [first, second], ground);
	t.deepEqual(
		[second.name, third.name, newRecorder('metrics=cohesion', [], ground).name],
		['W-above', 'W-2', 'metrics'],
	);
	t.throws(() => newRecorder('nodes=1 name=W', [first], ground), {message: /a recorder W already/});
	t.is(bytesAnHour(first, 100), 60 * 100 * 3600);
	t.is(bytesAnHour({...first, spec: 'nodes=0-9 every=2s to=npy'}, 100), 60 * 1800);
	t.is(bytesAnHour({...first, spec: 'nodes=0-9 every=0.001s to=npy'}, 10), 60 * 10 * 3600, 'no more rows than ticks');
	t.is(bytesAnHour(second, 100), undefined);
	t.is(forecastInWords(second, 100), '24 bytes a crossing');
	t.deepEqual([0, 999, 1000, 21_600_000, 1.44e9, 1e15].map(bytesInWords), [
		'0 B',
		'999 B',
		'1.0 kB',
		'21.6 MB',
		'1.4 GB',
		'1.0 PB',
	]);
});

test('a variable that is called as what every row has is marked', t => {
	const [variable] = voidModel.variables;
	const model = {...voidModel, variables: ['v', 'time'].map(name => ({...variable!, name}))};
	const columns = (to: string) =>
		planRecorder({name: 'x', spec: `nodes=1 var=v,time to=${to}`}, {graph, model}).layout.columns.map(
			each => each.name,
		);
	t.deepEqual(columns('npy'), ['tick', 'epoch', 'time', 'v', 'time_']);
	t.deepEqual(columns('jsonl'), ['tick', 'epoch', 'time', 'v_', 'time_']);
});
