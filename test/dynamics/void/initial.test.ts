import test from 'ava';
import {uniform} from '../../../source/base/threefry.ts';
import {generate} from '../../../source/connectome/topologies.ts';
import {nucleate, uniformStart} from '../../../source/dynamics/void/initial.ts';

function started(initial: typeof nucleate, n: number, seed: number, alpha = 0.25): Float32Array {
	const graph = generate('knn', n, Math.min(12, Math.max(1, n - 1)), seed);
	const field = new Float32Array(n).fill(9);
	initial([field], {
		graph,
		x: graph.x,
		y: graph.y,
		parameters: {alpha, beta: 0.1},
		uniform: (stream, index) => uniform(seed, stream, 0, index),
	});
	return field;
}

test('uniform fills [0, 1), by seed', t => {
	const field = started(uniformStart, 5000, 1);
	t.true(field.every(value => value >= 0 && value < 1));
	const mean = field.reduce((sum, value) => sum + value) / field.length;
	t.true(Math.abs(mean - 0.5) < 0.02);
	t.deepEqual(started(uniformStart, 5000, 1), field);
	t.notDeepEqual(started(uniformStart, 5000, 2), field);
});

test('nucleate is empty but for three small nuclei at the fixed point', t => {
	const field = started(nucleate, 1000, 0);
	const alive = field.filter(value => value !== 0);
	t.true(alive.every(value => value === Math.fround(0.6)));
	t.true(alive.length >= 5 && alive.length <= 15, String(alive.length));
	t.deepEqual(started(nucleate, 1, 0), Float32Array.of(0.6));
});

test('where growth does not outrun decay there is no fixed point to begin at, and the field is empty', t => {
	for (const alpha of [0, 0.05, 0.1]) t.deepEqual(started(nucleate, 50, 0, alpha), new Float32Array(50), `${alpha}`);
});
