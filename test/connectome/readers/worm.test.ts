import {existsSync, readFileSync} from 'node:fs';
import test from 'ava';
import {graphOf} from '../../../source/connectome/csr.ts';
import {initialLayout} from '../../../source/connectome/layout.ts';
import {readGraph} from '../../../source/connectome/readers/read-graph.ts';

const file = new URL('../../../../shared/data/celegans-hermaphrodite-edges.csv', import.meta.url);
const withWorm = existsSync(file) ? test : test.skip;

withWorm("the worm's wiring (shared/data): nodes, edges by type, self-loops, mirrored junctions", t => {
	const table = readGraph(readFileSync(file), 'worm.csv');
	t.deepEqual(table.report, {
		format: 'edge list (comma, header, weights from "Weight")',
		rows: 4681 + 2698,
		nodes: 448,
		edgesByType: {chemical: 4681 - 34, electrical: 2698 - 14 + 6},
		duplicates: 0,
		selfLoops: 34 + 14,
		mirrored: 6,
		zeroWeights: 0,
	});
	t.true(table.names?.every(name => name === name.trim()));
	const graph = graphOf(table, initialLayout(table.n, 0), 'worm.csv');
	t.true(graph.directed);
	t.false(graph.unit || graph.signed);
	t.is(graph.selfLoops, 48);
	t.deepEqual(graph.types, ['chemical', 'electrical']);
	t.is(Math.max(...graph.weight), 142);
});
