import test from 'ava';
import {duePulse} from '../../source/run/synthetic.ts';

test('a pulse falls due when a model second has begun, and not at the start', t => {
	const due = (before: number, now: number) => duePulse(0, before, now, 100)?.id;
	t.is(due(0, 0), undefined);
	t.is(due(0, 0.9), undefined);
	t.is(due(0.9, 1), 'excite');
	t.is(due(1, 1.1), undefined);
	t.is(due(1.9, 2.05), 'quench');
	t.is(due(1.9, 7.2), 'excite', 'seconds that were passed over are not made up for');
});

test('its place is a function of seed and second', t => {
	const nodes = (seed: number) => Array.from({length: 50}, (_, s) => duePulse(seed, s, s + 1, 1000)?.args['node']);
	t.deepEqual(nodes(3), nodes(3));
	t.notDeepEqual(nodes(3), nodes(4));
	t.true(new Set(nodes(3)).size > 40);
	t.true(nodes(3).every(node => Number.isInteger(node) && Number(node) >= 0 && Number(node) < 1000));
	t.is(duePulse(3, 0, 1, 1)?.args['node'], 0);
});
