import test from 'ava';
import {edgesOf, readFixture, readText} from './graph-text.ts';

const matrix = (kind: string, body: string) => readText(`%%MatrixMarket matrix coordinate ${kind}\n${body}`, 'm.mtx');

test('the entry in row i, column j is an edge from i to j', t => {
	const table = matrix('real general', '3 3 2\n1 2 0.5\n3 1 -2e0\n');
	t.deepEqual(edgesOf(table), ['1→2 0.5', '3→1 -2']);
	t.deepEqual(table.names, ['1', '2', '3']);
});

test('a symmetric matrix is undirected and need list each edge once', t => {
	const table = readFixture('ring4.mtx');
	t.deepEqual(
		edgesOf(table),
		['1→2 0.5', '1→4 -0.1', '2→1 0.5', '2→3 1', '3→2 1', '3→4 2', '4→1 -0.1', '4→3 2'].map(edge =>
			edge.replace('-0.1', String(Math.fround(-0.1))),
		),
	);
	t.like(table.report, {format: 'Matrix Market (symmetric)', rows: 5, selfLoops: 1, mirrored: 4});
});

test('the other half of a skew-symmetric matrix has the opposite sign', t => {
	t.deepEqual(edgesOf(matrix('real skew-symmetric', '2 2 1\n2 1 3\n')), ['1→2 -3', '2→1 3']);
});

test('a pattern has weights of 1, repeated entries add up', t => {
	t.deepEqual(edgesOf(matrix('pattern general', '% c\n\n3 3 3\n1 2\n1 2\n2 3')), ['1→2 2', '2→3 1']);
	t.deepEqual(edgesOf(matrix('INTEGER General', '2 2 1\n1 2 7')), ['1→2 7']);
});

test('nodes without edges are kept', t => {
	t.is(matrix('pattern general', '10 10 1\n1 2').n, 10);
});

test('the banner is recognised whatever the name of the file', t => {
	t.is(
		readText('%%MatrixMarket matrix coordinate pattern general\n2 2 1\n1 2\n', 'list.txt').report.format,
		'Matrix Market (general)',
	);
});
