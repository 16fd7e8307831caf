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
		['a: the disk quota is used up'],
	);
});

const refuse = (code: string) => Promise.reject(Object.assign(new Error(code), {code}));

test('a full disk is waited for: told once, tried again by itself, and told when all is on disk', async t => {
	for (const code of ['ENOSPC', 'EDQUOT', 'ESTALE']) {
		const {calls, target} = counted();
		const told: string[] = [];
		let full = true;
		const write = () => (full ? refuse(code) : target.write());
		const holding = {
			held: (error: Error) => void told.push(error.message.replace('a: ', '')),
			released: () => void told.push(`${calls.sync} synced`),
			waits: () => 'one row',
		};
		const behind = writeBehind('a', {...target, write}, fail, holding);
		behind.given(1);
		const {code: known} = await failure(t, () => behind.flush());
		t.is(known, code === 'ESTALE' ? 'disk-stale' : 'disk-full');
		t.true(behind.holds);
		t.true(behind.takes, 'what comes now waits too');
		behind.given(1);
		await failure(t, () => behind.written());
		full = false;
		await until(() => !behind.holds);
		t.is(told.length, 2);
		t.is(told[1], '1 synced');
		await behind.flush();
		await behind.close();
	}
});

test('at the end a full disk is waited for for a while, then what is lost is told; other errors are not waited for', async t => {
	const {calls, target} = counted();
	const errors: Error[] = [];
	const holding = {held: () => undefined, released: () => undefined, waits: () => '3 rows (1 kB)'};
	const full = writeBehind('a', {...target, write: () => refuse('ENOSPC')}, error => errors.push(error), holding);
	full.given(1);
	await full.close();
	const broken = writeBehind('b', {...target, write: () => refuse('EIO')}, error => errors.push(error), holding);
	broken.given(1);
	await failure(t, () => broken.flush());
	t.false(broken.takes);
	await broken.close();
	t.deepEqual(
		errors.map(({message}) => message),
		['a: 3 rows (1 kB) could not be written', "b: can't be written: EIO"],
	);
	t.is(calls.close, 2);
});

test('a disk that has space again before the end is over takes all', async t => {
	const {calls, target} = counted();
	let tries = 0;
	const write = () => (++tries < 3 ? refuse('EDQUOT') : target.write());
	const holding = {held: () => undefined, released: () => undefined, waits: () => ''};
	const behind = writeBehind('a', {...target, write}, fail, holding);
	behind.given(1);
	await behind.close();
	t.deepEqual(calls, {write: 1, sync: 1, close: 1});
});

test('what is written is in the file, not yet on disk', async t => {
	const {calls, target} = counted();
	const behind = writeBehind('a', target, fail);
	behind.given(1);
	await behind.written();
	t.deepEqual(calls, {write: 1, sync: 0, close: 0});
	await behind.written();
	t.deepEqual(calls, {write: 1, sync: 0, close: 0}, 'nothing new, nothing to do');
	await behind.close();
	t.is(calls.sync, 1);
});
