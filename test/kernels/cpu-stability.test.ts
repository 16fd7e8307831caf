import {existsSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import test from 'ava';
import type {Csr} from '../../source/base/csr.ts';
import {csrFromPairs} from '../../source/connectome/csr.ts';
import {readGraph} from '../../source/connectome/readers/read-graph.ts';
import {voidModel} from '../../source/dynamics/void/model.ts';
import {fieldRun, unrest} from './field-run.ts';

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const files = ['fixtures/graphs/worm-excerpt.csv', '../shared/data/celegans-hermaphrodite-edges.csv'];

for (const file of files) {
	const has = existsSync(path(file)) ? test : test.skip;
	has(`at the defaults fewer than 1 % of nodes move by more than .2 in the 100th tick: ${file}`, t => {
		const {n, source, target, weight} = readGraph(readFileSync(path(file)), file);
		const graph = csrFromPairs(n, source, target, weight);
		for (const options of [{}, {coupling: 'raw', preset: 'cosmogenesis'}] as const) {
			const run = fieldRun(voidModel, graph, options);
			const share = unrest(run, 100);
			t.log(`${run.substeps} passes a tick, ${(100 * share).toFixed(2)} %`);
			t.true(share < 0.01);
		}
	});
}

/** Whole numbers below `n`, fast: the graph is large and only has to be irregular. */
function sequence(n: number): () => number {
	let x = 0x9e3779b9;
	return () => {
		x ^= x << 13;
		x ^= x >>> 17;
		x ^= x << 5;
		return Math.floor(((x >>> 0) / 2 ** 32) * n);
	};
}

/** A unit graph in which node `i` has `degree(i)` in-edges from anywhere. */
function randomGraph(n: number, degree: (i: number) => number): Csr {
	const rowPtr = new Int32Array(n + 1);
	for (let i = 0; i < n; i++) rowPtr[i + 1] = rowPtr[i]! + degree(i);
	const any = sequence(n);
	const colIdx = new Int32Array(rowPtr[n]!);
	for (let e = 0; e < colIdx.length; e++) colIdx[e] = any();
	for (let i = 0; i < n; i++) colIdx.subarray(rowPtr[i], rowPtr[i + 1]).sort();
	return {n, rowPtr, colIdx, weight: new Float32Array(colIdx.length).fill(1), unit: true, signed: false};
}

test('the same on 15 million random edges', t => {
	const graph = randomGraph(1_000_000, () => 15);
	t.is(graph.colIdx.length, 15_000_000);
	const run = fieldRun(voidModel, graph);
	const share = unrest(run, 100);
	t.log(`${run.substeps} passes a tick, ${(100 * share).toFixed(4)} %`);
	t.true(share < 0.01);
});

test('the same where a few nodes have most of the edges', t => {
	const n = 10_000;
	const graph = randomGraph(n, i => Math.min(n - 1, Math.ceil(n / (1 + i) ** 0.75)));
	const run = fieldRun(voidModel, graph);
	const share = unrest(run, 100);
	t.log(`${graph.colIdx.length} edges, ${run.substeps} passes a tick, ${(100 * share).toFixed(2)} %`);
	t.true(run.substeps > 10);
	t.true(share < 0.01);
});
