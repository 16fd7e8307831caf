import type {BenchReport, BenchRow} from '../../source/bench/report.ts';
import {growthOf} from '../../source/bench/rows.ts';

const row = (
	nodes: number,
	id: string,
	title: string,
	threads: number,
	tickMs: number,
	cRows: number | null,
): BenchRow => ({
	graph: 'knn',
	nodes,
	edges: 13 * nodes,
	id,
	title,
	threads,
	noise: 'none',
	rounds: 9,
	ticksARound: 40,
	tickMs,
	ticksPerSecond: 1000 / tickMs,
	edgesPerSecond: (13_000 * nodes) / tickMs,
	p50Ms: tickMs,
	p99Ms: 2 * tickMs,
	jitterMs: 0.1 * tickMs,
	realTimeFactor: 100 / tickMs,
	rssBytes: 50_000_000,
	ratios: {cRows, cSlices: null, cpu: null, noiseless: null},
	difference: 0,
	checkedAfter: 424,
});

const rows = [1e3, 1e4, 1e5].flatMap(nodes => [
	row(nodes, 'wasm', 'wasm', 2, 4e-6 * nodes, 0.8),
	row(nodes, 'c-csr', 'C, rows', 2, 5e-6 * nodes, 1),
]);

/** A report of a machine and figures that are made up. */
export const sampleReport: BenchReport = {
	v: 1,
	kind: 'bench',
	version: '0.1.0',
	startedAt: '2026-11-21T12:00:00.000Z',
	seconds: 61.2,
	quick: true,
	machine: {
		cpu: 'Sample & Sons',
		cores: 4,
		usable: 2,
		caches: {L1d: 49_152, L3: 33_554_432},
		memory: 2 ** 34,
		available: 2 ** 33,
		system: 'Linux 6.1 x86_64',
		node: 'v24.0.0',
		v8: '13.6',
		loadBefore: 0.25,
		loadAfter: 2.5,
	},
	found: ['cc 12.2 -O3'],
	rows,
	growth: growthOf(rows),
	figures: [
		{id: 'help', title: '--help', value: 200, unit: 'ms', samples: 9, samplesOf: 'runs', promise: {atMost: 250}},
		{
			id: 'sustained',
			title: 'everything on',
			value: 12,
			unit: 'ticks/s',
			nodes: 1e6,
			samples: 300,
			samplesOf: 'ticks',
			promise: {atLeast: 30},
		},
	],
	absent: [
		{name: 'numba', reason: "python3 can't import numba"},
		{name: 'gpu, 1 thread', reason: 'no display', nodes: 1000},
	],
};
