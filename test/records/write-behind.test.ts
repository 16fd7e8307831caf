import {setTimeout} from 'node:timers/promises';
import test from 'ava';
import {writeBehind} from '../../source/records/write-behind.ts';
import {fail, failure} from './scratch.ts';

/** A file that counts what is asked of it; `hold` keeps its writes from ending. */
function counted() {
	const calls = {write: 0, sync: 0, close: 0};
	let hold: Promise<void> | undefined;
	const call = (name: keyof typeof calls) => async () => {
		calls[name]++;
		if (name === 'write') await hold;
	};
	const target = {write: call('write'), sync: call('sync'), close: call('close')};
	return {
		calls,
		target,
		hold(until: Promise<void>) {
			hold = until;
		},
	};
}

const until = async (reached: () => boolean) => {
	while (!reached()) await setTimeout(10);
};

test('what was given is written and brought onto the disk without being asked for, once', async t => {
	const {calls, target} = counted();
	const behind = writeBehind('a', target, fail);
	behind.given(1);
	t.deepEqual(calls, {write: 0, sync: 0, close: 0}, 'whoever gives does not wait');
	await until(() => calls.sync === 1);
	const {write} = calls;
	await setTimeout(600);
	t.deepEqual(calls, {write, sync: 1, close: 0}, 'nothing new, nothing to do');
	behind.given(1);
	await until(() => calls.sync === 2);
	await behind.close();
});

test('a flush brings it onto the disk at once; with nothing new there is nothing to bring', async t => {
	const {calls, target} = counted();
	const behind = writeBehind('a', target, fail);
	behind.given(1);
	await behind.flush();
	t.is(calls.sync, 1);
	await behind.flush();
	t.is(calls.sync, 1);
	await behind.close();
});

test('the end writes what is left, syncs, closes once and takes nothing more', async t => {
	const {calls, target} = counted();
	const behind = writeBehind('a', target, fail);
	behind.given(1);
	t.true(behind.takes);
	const closed = Promise.all([behind.close(), behind.close()]);
	t.false(behind.takes);
	await closed;
	t.deepEqual(calls, {write: 1, sync: 1, close: 1});
});

test('a disk that does not keep up is a failure, told once; a burst that it has not seen yet is none', async t => {
	const {target, hold} = counted();
	const errors: Error[] = [];
	const behind = writeBehind('a', target, error => errors.push(error));
	const {promise, resolve} = Promise.withResolvers<void>();
	behind.given(100e6);
	t.deepEqual(errors, []);
	hold(promise);
	const flushed = failure(t, () => behind.flush());
	await setTimeout(0); // the write has begun
	behind.given(60e6);
	t.true(behind.takes);
	behind.given(60e6);
	behind.given(60e6);
	t.false(behind.takes);
	t.deepEqual(
		errors.map(({message}) => message),
		['a: the disk does not keep up, 120 MB are waiting'],
	);
	resolve();
	t.is((await flushed).code, 'log-behind');
	await behind.close();
});

test('a failure of the end is told as well', async t => {
	const {target} = counted();
	const errors: Error[] = [];
	const close = () => Promise.reject(Object.assign(new Error('no'), {code: 'EDQUOT'}));
	const behind = writeBehind('a', {...target, close}, error => errors.push(error));
	await behind.close();
	t.deepEqual(
		errors.map(({message}) => message),
		['a: no space left to write'],
	);
});
