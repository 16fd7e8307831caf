import test from 'ava';
import {shuffled} from '../../source/bench/turns.ts';

const names = ['cpu', 'wasm', 'doubles', 'c-csr', 'c-slices', 'numpy'];
const rounds = Array.from({length: 600}, (_, round) => shuffled(names, round));

test('a round has everyone once, in an order that is the same every time', t => {
	for (const order of rounds) t.deepEqual(order.toSorted(), names.toSorted());
	t.deepEqual(shuffled(names, 5), rounds[5]);
	t.true(new Set(rounds.map(order => order.join())).size > 300);
});

test('everyone follows everyone about as often', t => {
	for (const one of names) {
		for (const other of names.filter(name => name !== one)) {
			const often = rounds.filter(order => order[order.indexOf(other) - 1] === one).length;
			t.true(often > 60 && often < 140, `${other} after ${one}: ${often} of 600`); // 100 is the mean, 9 its deviation
		}
	}
});
