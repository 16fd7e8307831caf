import test from 'ava';
import type {Entrant} from '../../source/bench/entrant.ts';
import {thoseThatFit} from '../../source/bench/room.ts';

const entrant = (id: string, threads: number, noise: 'none' | 'node' = 'none', needs = 100): Entrant => ({
	id,
	title: id,
	threads,
	noise,
	tolerance: 0,
	optional: false,
	bytes: () => needs,
	start: () => {
		throw new Error('nobody starts here');
	},
});

const size = {graph: 'knn', nodes: 1000} as const;

const all = [entrant('cpu', 1), entrant('wasm', 1), entrant('wasm', 2), entrant('cpu', 1, 'node'), entrant('c-csr', 2)];
const names = (entrants: readonly Entrant[]) => entrants.map(({id, threads, noise}) => `${id} ${threads} ${noise}`);

test('all take part where there is room', t => {
	const {fitting, tooLarge} = thoseThatFit(all, size, 500);
	t.deepEqual(fitting, all);
	t.deepEqual(tooLarge, []);
});

test('where there is not, the reference stays, then those with the most threads, and the rest is said', t => {
	const {fitting, tooLarge} = thoseThatFit(all, size, 300);
	t.deepEqual(names(fitting), ['cpu 1 none', 'wasm 2 none', 'c-csr 2 none']);
	t.deepEqual(
		tooLarge.map(({name}) => name),
		['wasm, 1 thread', 'cpu, 1 thread, node noise'],
	);
	t.regex(tooLarge[0]?.reason ?? '', /needs about 100 B beside the others; 300 B may be used/);
});

test('nobody is measured without the reference', t => {
	const {fitting, tooLarge} = thoseThatFit([entrant('cpu', 1, 'none', 1000), entrant('wasm', 2)], size, 500);
	t.deepEqual(fitting, []);
	t.is(tooLarge.length, 2);
});
