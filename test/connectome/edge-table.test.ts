import test from 'ava';
import fc from 'fast-check';
import {edgeTable} from '../../source/connectome/edge-table.ts';
import type {EdgeTable} from '../../source/connectome/graph.ts';
import {collectRows} from '../../source/connectome/readers/edge-rows.ts';

interface Row {
	readonly source: number;
	readonly target: number;
	readonly weight: number;
	readonly type: number;
	readonly undirected: boolean;
}

const n = 6;
const types = ['electrical', 'slow'];
const row: fc.Arbitrary<Row> = fc.record({
	source: fc.nat(n - 1),
	target: fc.nat(n - 1),
	weight: fc.integer({min: -3, max: 3}),
	type: fc.nat(types.length - 1),
	undirected: fc.boolean(),
});

function tableOf(rows: readonly Row[], options = {}): EdgeTable {
	const collector = collectRows(1, 'test');
	for (const {source, target, weight, type, undirected} of rows)
		collector.add(source, target, weight, 2 * type + Number(undirected));
	const names = Array.from({length: n}, (_, i) => `n${i}`);
	return edgeTable(collector.rows(), {n, names, types, format: 'test', file: 'test'}, options);
}

/** The same by maps and nothing else. */
function expected(rows: readonly Row[]): Map<string, number> {
	const merged = new Map<string, number>();
	for (const {source, target, weight, type, undirected} of rows) {
		// Which end comes first says nothing, but of gap junctions, which are listed from both.
		const round = undirected && types[type] !== 'electrical' && source > target;
		const key = [...(round ? [target, source] : [source, target]), type, undirected].join();
		if (source !== target) merged.set(key, (merged.get(key) ?? 0) + weight);
	}
	for (const [key, weight] of merged) if (weight === 0) merged.delete(key);
	const entries = new Map<string, number>();
	const add = (key: string, weight: number) => entries.set(key, (entries.get(key) ?? 0) + weight);
	for (const [key, weight] of merged) {
		const [source, target, type, undirected] = key.split(',');
		add([source, target, type].join(), weight);
		if (undirected === 'true' && !merged.has([target, source, type, undirected].join()))
			add([target, source, type].join(), weight);
	}
	for (const [key, weight] of entries) if (weight === 0) entries.delete(key);
	return entries;
}

test('rows are merged, mirrored and kept apart by type as a plain map does it', t => {
	fc.assert(
		fc.property(fc.array(row, {minLength: 1, maxLength: 60}), rows => {
			const {source, target, weight, edgeType} = tableOf(rows);
			const entries = Array.from(source, (j, e) => [[j, target[e], edgeType?.[e]].join(), weight[e]] as const);
			t.is(new Set(entries.map(([key]) => key)).size, entries.length, 'no entry twice');
			t.deepEqual(new Map(entries.sort()), new Map([...expected(rows)].sort()));
		}),
		{numRuns: 300},
	);
});

test('entries come sorted by target, source and type', t => {
	fc.assert(
		fc.property(fc.array(row, {minLength: 1, maxLength: 60}), rows => {
			const {source, target, edgeType} = tableOf(rows);
			const keys = Array.from(source, (j, e) => ((target[e] ?? 0) * n + j) * 2 + (edgeType?.[e] ?? 0));
			t.deepEqual(
				keys,
				keys.toSorted((a, b) => a - b),
			);
		}),
	);
});

test('all rows undirected: every entry has its other direction', t => {
	fc.assert(
		fc.property(fc.array(row, {minLength: 1, maxLength: 60}), rows => {
			const {source, target} = tableOf(rows, {undirected: true, unweighted: true});
			const pairs = new Set(Array.from(source, (j, e) => `${j},${target[e]}`));
			for (const pair of pairs) t.true(pairs.has(pair.split(',').reverse().join()));
		}),
	);
});

test('the report accounts for every row', t => {
	const {report} = tableOf([
		{source: 0, target: 0, weight: 1, type: 0, undirected: false},
		{source: 0, target: 1, weight: 0, type: 0, undirected: false},
		{source: 0, target: 1, weight: 1, type: 0, undirected: false},
		{source: 0, target: 1, weight: 2, type: 0, undirected: false},
		{source: 2, target: 3, weight: 2, type: 1, undirected: true},
	]);
	t.deepEqual(report, {
		format: 'test',
		rows: 5,
		nodes: 6,
		edgesByType: {electrical: 1, slow: 2},
		duplicates: 1,
		selfLoops: 1,
		mirrored: 1,
		zeroWeights: 1,
	});
});
