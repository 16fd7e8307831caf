import test from 'ava';
import {canAct, differingCommands} from '../../../source/run/compare/differing-commands.ts';

const set = (at: number, name: string, value: number, by = 'key') => ({at, id: 'set', args: {name, value}, by});

test('the same commands at the same ticks are the same, whoever sent them and in whatever order their arguments are', t => {
	const a = [set(3, 'dt', 1), {at: 9, id: 'clamp', args: {nodes: [1], value: 0.5}, by: 'key'}];
	const b = [set(3, 'dt', 1, 'http'), {at: 9, id: 'clamp', args: {value: 0.5, nodes: [1]}, by: 'script'}];
	t.deepEqual(differingCommands(a, b), {a: 2, b: 2, differing: 0, acting: 0, first: []});
});

test('a command of one run alone is found between those of both', t => {
	for (const at of [0, 3, 4, 9, 12]) {
		const common = [set(3, 'dt', 1), set(3, 'noise', 0), set(9, 'dt', 2)];
		const more = [...common, set(at, 'diffusion', 0.4)].sort((one, other) => one.at - other.at);
		const found = differingCommands(common, more);
		t.like(found, {differing: 1, acting: 1, first: [{in: 'b', tick: at, id: 'set', acts: true}]});
		t.like(differingCommands(more, common).first[0], {in: 'a', tick: at});
	}
});

test('another value is a command of each, and another tick too', t => {
	t.deepEqual(
		differingCommands([set(3, 'dt', 1)], [set(3, 'dt', 2)]).first.map(each => [each.in, each.args['value']]),
		[
			['a', 1],
			['b', 2],
		],
	);
	t.deepEqual(
		differingCommands([set(3, 'dt', 1)], [set(5, 'dt', 1)]).first.map(each => [each.in, each.tick]),
		[
			['a', 3],
			['b', 5],
		],
	);
});

test('what changes the pace or the records differs and can not act on the state', t => {
	for (const id of ['pause', 'resume', 'checkpoint', 'stop']) t.false(canAct({id, args: {}}));
	for (const name of ['hz', 'log-every', 'threshold']) t.false(canAct({id: 'set', args: {name, value: 1}}));
	t.false(canAct({id: 'adjust', args: {values: {hz: 90, threshold: 0.3}, preset: 'fast'}}));
	t.true(canAct({id: 'adjust', args: {values: {hz: 90, diffusion: 0.3}}}));
	for (const id of ['excite', 'restore', 'settings', 'stimulus']) t.true(canAct({id, args: {}}));
	t.like(differingCommands([set(3, 'hz', 1)], []), {differing: 1, acting: 0});
});

test('of very many differing commands the first thousand are told and all are counted', t => {
	const many = Array.from({length: 3000}, (_, at) => set(at, 'dt', at));
	const found = differingCommands(many, []);
	t.is(found.differing, 3000);
	t.is(found.first.length, 1000);
});
