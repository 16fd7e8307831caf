import test from 'ava';
import {countsIn, epochAt, lineageOf, pieceOf, type Recorded} from '../../../source/run/compare/lineage.ts';
import type {JournalLine} from '../../../source/run/replay/journal-lines.ts';

const header = {kind: 'header', seq: 1, epoch: 0, tick: 0} as JournalLine;
const set = (seq: number, epoch: number, at: number) =>
	({kind: 'command', id: 'set', args: {}, seq, epoch, tick: at, at}) as unknown as JournalLine;
const restore = (seq: number, into: number, file: string, at: number, tick: number) =>
	({kind: 'command', id: 'restore', args: {file, sha256: 'f'}, seq, epoch: into, tick, at}) as unknown as JournalLine;
const resume = (seq: number, into: number, file: string, tick: number) =>
	({kind: 'resume', seq, epoch: into, tick, from: {file}}) as unknown as JournalLine;

const recorded = (last: readonly number[], seqs: Readonly<Record<string, number>> = {}): Recorded => ({
	last: epoch => last[epoch] ?? -1,
	seq: file => seqs[file],
});

test('a run that never went back is one piece, to the last tick that was kept', t => {
	t.deepEqual(lineageOf([header, set(2, 0, 5)], recorded([40])), [{epoch: 0, from: 0, to: 40, seq: Infinity}]);
	t.deepEqual(lineageOf([header, set(2, 0, 50)], recorded([40])), [{epoch: 0, from: 0, to: 50, seq: Infinity}]);
});

test('what a restore replaced is left out, and what came to it before stays', t => {
	const lines = [header, set(2, 0, 30), restore(9, 1, 'state_20.npz', 60, 20), set(12, 1, 25)];
	const lineage = lineageOf(lines, recorded([60, 80], {'state_20.npz': 4}));
	t.deepEqual(lineage, [
		{epoch: 0, from: 0, to: 20, seq: 4},
		{epoch: 1, from: 20, to: 80, seq: Infinity},
	]);
	t.is(pieceOf(lineage, 0, 20)?.epoch, 0);
	t.is(pieceOf(lineage, 0, 21), undefined);
	t.deepEqual(
		[0, 20, 21, 80, 81].map(tick => epochAt(lineage, tick)),
		[0, 0, 1, 1, undefined],
	);
	t.false(countsIn(lineage, {epoch: 0, at: 30, seq: 2}));
	t.true(countsIn(lineage, {epoch: 0, at: 20, seq: 3}), 'is in the state that was gone back to');
	t.false(countsIn(lineage, {epoch: 0, at: 20, seq: 5}), 'came after that state was saved');
	t.true(countsIn(lineage, {epoch: 1, at: 20, seq: 12}));
});

test('a restore of a state of an epoch that was left goes on from there', t => {
	const lines = [header, restore(5, 1, 'state_50.npz', 100, 50), restore(9, 2, 'state_90.npz', 80, 90)];
	const lineage = lineageOf(lines, recorded([100, 80, 120]));
	t.deepEqual(
		lineage.map(({epoch, from, to}) => [epoch, from, to]),
		[
			[0, 0, 90],
			[2, 90, 120],
		],
	);
});

test('a resumption goes on from the checkpoint, though more was kept; one that a kill left out is no piece', t => {
	const lines = [header, resume(20, 2, 'state_180.npz', 180), resume(40, 3, 'state_200.2.npz', 200)];
	t.deepEqual(
		lineageOf(lines, recorded([199, -1, 230, 300])).map(({epoch, from, to}) => [epoch, from, to]),
		[
			[0, 0, 180],
			[2, 180, 200],
			[3, 200, 300],
		],
	);
});
