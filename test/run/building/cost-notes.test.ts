import test from 'ava';
import {generate} from '../../../source/connectome/topologies.ts';
import {costNotes, readingNotes} from '../../../source/run/building/cost-notes.ts';

const graph = generate('ring', 10, 2, 0);
const origin = {from: 'ring', k: 2} as const;

test('what a run needs is said from 1 GB on', t => {
	t.deepEqual(costNotes(graph, origin), []);
	t.deepEqual(costNotes({...graph, n: 5e6, colIdx: {length: 6.8e7} as Int32Array}, {from: 'knn', k: 12}), [
		'this run needs about 1.72 GB of memory (graph 672 MB, metrics 448 MB, kernel 301 MB, field 300 MB)',
	]);
});

test('what a file took is said when it took its time', t => {
	const loaded = {graph, pairs: graph, report: {} as never};
	const cost = {bytes: 1.86e8, readSeconds: 3.14, layoutSeconds: 2, peakBytes: 5.48e8};
	t.deepEqual(readingNotes({...loaded, layout: 'pivot MDS', cost}), [
		"the graph's 186 MB were read in 3.1 s, nodes placed by pivot MDS in 2.0 s, with at most 548 MB of memory",
	]);
	t.deepEqual(readingNotes({...loaded, layout: 'file', cost}), [
		"the graph's 186 MB were read in 3.1 s, with at most 548 MB of memory",
	]);
	t.deepEqual(
		readingNotes({...loaded, layout: 'ForceAtlas2', cost: {...cost, readSeconds: 0.1, layoutSeconds: 0.5}}),
		[],
	);
});
