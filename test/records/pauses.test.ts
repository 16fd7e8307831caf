import {setImmediate as soon} from 'node:timers/promises';
import test from 'ava';
import {encodingNpz} from '../../source/records/npz.ts';
import {inOneGo, type Steps, withPauses} from '../../source/records/pauses.ts';

function* counting(to: number, done: number[]): Steps<string> {
	for (let i = 1; i <= to; i++) {
		done.push(i);
		yield;
	}
	return 'done';
}

test('work in one go leaves nobody else a turn, with pauses one between two steps', async t => {
	const done: number[] = [];
	t.is(inOneGo(counting(3, done)), 'done');
	t.deepEqual(done.splice(0), [1, 2, 3]);
	const working = withPauses(counting(3, done));
	const turns: number[] = [];
	for (let turn = 0; turn < 3; turn++) {
		turns.push(done.length);
		await soon();
	}
	t.is(await working, 'done');
	t.deepEqual(turns, [1, 2, 3]);
});

test('what fails fails in both', async t => {
	function* failing(): Steps<never> {
		yield;
		throw new Error('no');
	}
	t.throws(() => inOneGo(failing()), {message: 'no'});
	await t.throwsAsync(() => withPauses(failing()), {message: 'no'});
});

test('an archive is made in steps, the more the larger its arrays', t => {
	const stepsOf = (length: number) => {
		let count = 0;
		const steps = encodingNpz({W: {data: new Uint8Array(length), shape: [length]}});
		while (!steps.next().done) count++;
		return count;
	};
	t.is(stepsOf(1000), 1);
	t.is(stepsOf(2 ** 26) - stepsOf(2 ** 25), 2, 'one for each 16 MiB');
});
