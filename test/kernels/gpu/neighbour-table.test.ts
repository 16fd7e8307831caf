import test from 'ava';
import fc from 'fast-check';
import type {Csr} from '../../../source/base/csr.ts';
import {type NeighbourTable, neighbourTable} from '../../../source/kernels/gpu/neighbour-table.ts';
import {anyGraph, heavyTailed} from './graphs.ts';

const limits = (maxTextureSize: number, maxElements = 2 ** 31) => ({maxTextureSize, maxElements, maxBytes: 2 ** 30});

const table = (graph: Csr): NeighbourTable => {
	const made = neighbourTable(graph, limits(16_384));
	if ('reason' in made) throw new Error(made.reason);
	return made;
};

test('rows hold the in-edges in CSR order, then −1', t => {
	fc.assert(
		fc.property(anyGraph, graph => {
			const {width, sources, weights} = table(graph);
			t.is(sources.length, width * graph.n);
			t.is(weights === undefined, graph.unit);
			for (let i = 0; i < graph.n; i++) {
				const row = [...sources.subarray(i * width, (i + 1) * width)];
				const edges = [...graph.colIdx.subarray(graph.rowPtr[i], graph.rowPtr[i + 1])];
				t.deepEqual(row, [...edges, ...Array.from({length: width - edges.length}, () => -1)]);
				if (!weights) continue;
				const kept = [...weights.subarray(i * width, i * width + edges.length)];
				t.deepEqual(kept, [...graph.weight.subarray(graph.rowPtr[i], graph.rowPtr[i + 1])]);
			}
		}),
		{numRuns: 50},
	);
});

test('what does not fit, or is not addressed exactly, is refused before anything is allocated', t => {
	const reason = (graph: Csr, size = 16_384, maxElements?: number) => {
		const made = neighbourTable(graph, limits(size, maxElements));
		return 'reason' in made ? made.reason : 'fits';
	};
	const small = heavyTailed(100, 500, false);
	t.is(reason(small), 'fits');
	t.regex(reason(small, 4), /^the graph does not fit in textures of 4 × 4$/);
	t.regex(reason(star(20_000)), /\(20000 nodes × 19999, the largest in-degree\) needs 1526 MiB, more than 1024$/);
	t.regex(reason(star(10_000)), /needs 382 MiB, most of it padding: the mean in-degree is 2\.0$/);
	t.is(reason(star(3000)), 'fits');
	t.is(reason(star(3000), 16_384, 2 ** 24), 'fits');
	t.regex(reason(star(5000), 16_384, 2 ** 24), /has 24995000 entries: this device's indices are exact below 16777216$/);
	t.regex(
		reason(edgeless(2 ** 24)),
		/^16777216 nodes are too many: indices on the gpu are float32, exact below 16777216$/,
	);
	t.is(reason(edgeless(2 ** 24 - 1)), 'fits');
	t.regex(reason(edgeless(2 ** 24 - 1), 2047), /does not fit in textures of 2047/);
});

/** Node 0 joined to all others. */
function star(n: number): Csr {
	const rowPtr = Int32Array.from({length: n + 1}, (_, i) => (i === 0 ? 0 : n - 2 + i));
	const colIdx = Int32Array.from({length: 2 * (n - 1)}, (_, e) => (e < n - 1 ? e + 1 : 0));
	return {n, rowPtr, colIdx, weight: new Float32Array(colIdx.length).fill(1), unit: true, signed: false};
}

function edgeless(n: number): Csr {
	return {
		n,
		rowPtr: new Int32Array(n + 1),
		colIdx: new Int32Array(0),
		weight: new Float32Array(0),
		unit: true,
		signed: false,
	};
}
