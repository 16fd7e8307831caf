import test from 'ava';
import {nodeDifferences} from '../../../source/run/compare/node-differences.ts';

const plain = {most: 3, nameOf: () => undefined};

test('the largest differences come first, in order, with names', t => {
	const a = Float32Array.of(0, 1, 2, 3, 4, 5);
	const b = Float32Array.of(0, 1.5, 2, 1, 4.25, 5);
	const found = nodeDifferences('W', a, b, {most: 2, nameOf: node => `n${node}`});
	t.like(found, {name: 'W', nodes: 3, largest: 2, meanA: 2.5});
	t.deepEqual(found.top, [
		{node: 3, name: 'n3', a: 3, b: 1},
		{node: 1, name: 'n1', a: 1, b: 1.5},
	]);
	t.true(Math.abs(found.rms - Math.sqrt((0.25 + 4 + 0.0625) / 6)) < 1e-12);
});

test('the selection is that of a sort, for any number of nodes', t => {
	const a = Float32Array.from({length: 500}, (_, i) => Math.sin(i * 12.9898) * 43_758.5453);
	const b = a.map((value, i) => value + Math.fround(((i * 7919) % 101) / 10));
	const size = (node: number) => Math.abs((b[node] ?? 0) - (a[node] ?? 0));
	const sorted = [...a.keys()].filter(node => size(node) > 0).sort((x, y) => size(y) - size(x) || x - y);
	for (const most of [0, 1, 7, 499, 1000]) {
		const {top} = nodeDifferences('W', a, b, {...plain, most});
		t.deepEqual(
			top.map(each => each.node),
			sorted.slice(0, most),
		);
	}
});

test('what is no number differs, comes first and spoils no figure', t => {
	const found = nodeDifferences('W', Float32Array.of(1, Number.NaN, 3), Float32Array.of(1, 2, 3.5), plain);
	t.like(found, {nodes: 2, largest: 0.5, meanA: 2});
	t.deepEqual(found.top[0], {node: 1, a: null, b: 2});
	t.is(nodeDifferences('W', Float32Array.of(Number.NaN), Float32Array.of(Number.NaN), plain).nodes, 0);
});
