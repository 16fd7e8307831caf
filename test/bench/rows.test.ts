import test from 'ava';
import type {Measured} from '../../source/bench/contest.ts';
import {rowsOf} from '../../source/bench/rows.ts';

const same = {difference: 0, sameBits: true};
const measured = (id: string, threads: number, ms: number, noise: 'none' | 'node' = 'none'): Measured => ({
	entrant: {
		id,
		title: id,
		threads,
		noise,
		tolerance: 0,
		optional: true,
		bytes: () => 0,
		start: () => {
			throw new Error('nobody starts here');
		},
	},
	rounds: [1, 2, 4].map(slower => Float64Array.of(ms * slower, ms * slower)),
	rss: undefined,
	early: same,
	final: same,
});

const ratiosOf = (...all: readonly Measured[]) =>
	rowsOf({measured: all, absent: [], ticks: 40, ticksARound: 2, roundsMs: 1}, {graph: 'knn', nodes: 14, edges: 50}).map(
		({id, threads, ratios}) => [`${id} ${threads}`, ratios.cRows, ratios.cSlices, ratios.cpu, ratios.noiseless],
	);

test('ratios to C are to C with as many threads, and to the cpu kernel with its one', t => {
	const all = [
		measured('cpu', 1, 8),
		measured('wasm', 1, 4),
		measured('wasm', 2, 2),
		measured('wasm', 2, 3, 'node'),
		measured('c-csr', 1, 2),
		measured('c-csr', 2, 1),
		measured('c-slices', 2, 0.5),
		measured('numpy', 1, 6),
	];
	t.deepEqual(ratiosOf(...all), [
		['cpu 1', 4, null, 1, null],
		['wasm 1', 2, null, 0.5, null],
		['wasm 2', 2, 4, 0.25, null],
		['wasm 2', null, null, null, 1.5],
		['c-csr 1', 1, null, 0.25, null],
		['c-csr 2', 1, 2, 0.125, null],
		['c-slices 2', 0.5, 1, 0.0625, null],
		['numpy 1', 3, null, 0.75, null],
	]);
});

test('where C has other numbers of threads there is no ratio to it', t => {
	t.deepEqual(ratiosOf(measured('cpu', 1, 8), measured('c-csr', 2, 1)), [
		['cpu 1', null, null, 1, null],
		['c-csr 2', 1, null, 0.125, null],
	]);
});
