import test from 'ava';
import {inTurn, patiently} from '../../source/ui/in-turn.ts';

test('steps are done at once while none waits for an answer, and otherwise after it', async t => {
	const done: string[] = [];
	const turn = inTurn();
	const first = Promise.withResolvers<void>();
	turn.add(() => void done.push('at once') as undefined);
	turn.add(() => {
		done.push('asked');
		return first.promise;
	});
	turn.add(() => void done.push('after the answer') as undefined);
	turn.add(() => void done.push('and so on') as undefined);
	t.deepEqual(done, ['at once', 'asked']);
	t.is(turn.waiting(), 2);
	first.resolve();
	await first.promise;
	await new Promise(setImmediate);
	t.deepEqual(done, ['at once', 'asked', 'after the answer', 'and so on']);
});

test('a step may bring further ones, which come last', t => {
	const done: number[] = [];
	const turn = inTurn();
	turn.add(() => {
		turn.add(() => void done.push(2) as undefined);
		done.push(1);
		return undefined;
	});
	t.deepEqual(done, [1, 2]);
});

test('who waits for an answer waits no longer than told, and an answer that comes in time ends it', async t => {
	t.is(patiently(undefined, 1000), undefined);
	const never = new Promise(() => undefined);
	await patiently(never, 1);
	const long = 2 ** 30;
	await patiently(Promise.resolve('at once'), long);
	t.pass();
});
