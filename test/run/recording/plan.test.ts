import {tmpdir} from 'node:os';
import {join} from 'node:path';
import test from 'ava';
import type {Graph} from '../../../source/connectome/graph.ts';
import {generate} from '../../../source/connectome/topologies.ts';
import {voidModel} from '../../../source/dynamics/void/model.ts';
import {refuseFull} from '../../../source/run/recording/disk.ts';
import {bytesAnHour, bytesInWords, forecastInWords} from '../../../source/run/recording/forecast.ts';
import {newRecorder, planRecorder, requireRecorders} from '../../../source/run/recording/plan.ts';

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
	t.deepEqual(nodesOf('degree=top:900').length, 30);
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

test('what is named twice, in whatever letter case, is one column', t => {
	const [variable] = voidModel.variables;
	const model = {...voidModel, variables: ['W', 'V'].map(name => ({...variable!, name}))};
	const columns = (spec: string) =>
		planRecorder({name: 'x', spec}, {graph, model})
			.layout.columns.slice(3)
			.map(({name}) => name);
	t.deepEqual(columns('nodes=1 var=w,V,W'), ['W', 'V']);
	t.deepEqual(columns('metrics=Cohesion,cohesion,meanWeight'), ['cohesion', 'meanWeight']);
});

test('names that differ by letter case alone, which are one file on some systems, are one name', t => {
	const first = newRecorder('nodes=1 name=Left', [], ground);
	t.throws(() => newRecorder('nodes=1 name=left', [first], ground), {message: /a recorder Left already/});
	const w = newRecorder('nodes=1 name=w', [], ground);
	t.is(newRecorder('nodes=1', [w], ground).name, 'W-2');
	t.throws(() => requireRecorders([w, {...w, name: 'W'}], ground), {message: /two recorders are called W/});
});

test('a row of text has a size that can be written while others are served', t => {
	const large = {graph: generate('knn', 100_001, 2, 1), model: voidModel};
	for (const to of ['csv', 'jsonl']) {
		t.is(newRecorder(`nodes=1-100000 to=${to}`, [], large).rowBytes > 2e6, true);
		t.throws(() => newRecorder(`nodes=all to=${to}`, [], large), {
			message: /at most 100000 numbers, not 100001; use to=npy/,
		});
	}
	t.is(newRecorder('nodes=all', [], large).rowBytes, 20 + 4 * 100_001);
});

test('a recorder that would fill the disk within an hour is refused, with those there are', async t => {
	const folder = join(tmpdir(), 'not', 'made', 'yet');
	const spec = 'nodes=1 every=1t to=npy';
	const small = {name: 'small', spec, rowBytes: 24};
	const large = {name: 'large', spec, rowBytes: 1e15};
	await refuseFull(small, {others: [], hz: 1, folder});
	const refused = (recorder: typeof small, others: readonly (typeof small)[]) =>
		t.throwsAsync(refuseFull(recorder, {others, hz: 1, folder}), {code: 'record'});
	t.regex(
		(await refused(large, [])).message,
		/large: 3600 PB an hour are more than the .* free in .*every=10t.*force=yes/,
	);
	t.regex((await refused(small, [large])).message, /small: 86\.4 kB an hour beside 3600 PB of the other recorders/);
	await refuseFull({...large, spec: `${spec} force=yes`}, {others: [], hz: 1, folder});
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
