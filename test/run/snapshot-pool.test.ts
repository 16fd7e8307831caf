import test from 'ava';
import {newDetector} from '../../source/connectome/spike-detector.ts';
import type {SavedState} from '../../source/records/checkpoint.ts';
import {createSnapshotPool, release} from '../../source/run/snapshot-pool.ts';

const [W, u, stimulus] = [Float32Array.of(1, 2), Float32Array.of(3, 4), Float32Array.of(5, 6)];
const rest = {tick: 0, epoch: 0, theta: 0, thetaBefore: 0, detector: newDetector()};

test('a copy lies in shared memory and stays as it is until it is let go', t => {
	const pool = createSnapshotPool();
	const field = W.slice();
	const first: SavedState = {...rest, ...pool.copy({W: field, u}, stimulus)};
	field.fill(9);
	const second: SavedState = {...rest, ...pool.copy({W: field, u}, stimulus)};
	t.deepEqual(first.variables, {W, u});
	t.deepEqual(second.variables, {W: field, u});
	t.deepEqual(first.stimulus, stimulus);
	t.true(first.variables['W']?.buffer instanceof SharedArrayBuffer);
	const before = first.variables['W'];
	release(first);
	const third = pool.copy({W: field, u}, stimulus);
	t.is(third.variables['W'], before, 'its memory is used again');
	t.not(third.variables['W'], second.variables['W']);
	t.deepEqual(third.variables, {W: field, u});
});

test('what is held is never written over, however slow the disk', t => {
	const pool = createSnapshotPool();
	const copies = Array.from({length: 5}, (_, i) => pool.copy({W: Float32Array.of(i, i)}, stimulus));
	t.deepEqual(
		copies.map(({variables}) => variables['W']?.[0]),
		[0, 1, 2, 3, 4],
	);
	for (const copy of copies) release({...rest, ...copy});
	const again = [pool.copy({W}, stimulus), pool.copy({W}, stimulus), pool.copy({W}, stimulus)];
	const memories = new Set(copies.map(({variables}) => variables['W']));
	t.deepEqual(
		again.map(({variables}) => memories.has(variables['W'] ?? W)),
		[true, true, false],
		'two are kept',
	);
});
