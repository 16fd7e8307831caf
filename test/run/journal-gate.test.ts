import {setImmediate} from 'node:timers/promises';
import test from 'ava';
import {ConnectopError} from '../../source/base/errors.ts';
import {createJournalGate} from '../../source/run/journal-gate.ts';
import type {Outcome} from '../../source/run/protocol.ts';

/** A gate before a recorder that is as `recorder` says by now. */
function gate() {
	const recorder = {
		unrecordable: false,
		brimful: false,
		trouble: 'disk full: 3 kB wait',
		count: 0,
		journalled: () => Promise.resolve(),
		checkpointed: (): Promise<Error | undefined> => Promise.resolve(undefined),
		refused: () => void recorder.count++,
	};
	return {recorder, ...createJournalGate(recorder, 50)};
}

const command = (id: string) => ({id, args: {}, by: 'library'});

test('while nothing can be journalled what steers the run is refused, and counted; what sets its pace is not', t => {
	const {recorder, refusal} = gate();
	t.is(refusal(command('set')), undefined);
	recorder.unrecordable = true;
	t.deepEqual(refusal(command('set')), {
		ok: false,
		code: 'disk-full',
		error:
			"set: not carried out, because it can't be journalled: disk full: 3 kB wait; stop, pause, resume and step go on working; a checkpoint or a picture is tried",
	});
	t.is(refusal(command('pause')), undefined);
	recorder.brimful = true;
	t.regex(JSON.stringify(refusal(command('resume'))), /3 kB wait; stop goes on working"/);
	t.is(refusal(command('stop')), undefined);
	t.is(recorder.count, 2);
});

test('no success is answered before it is in the journal', async t => {
	const {recorder, acknowledged} = gate();
	const {promise, resolve} = Promise.withResolvers<void>();
	recorder.journalled = () => promise;
	let answered = false;
	const answer = acknowledged(command('set'), {ok: true, tick: 4}).then(outcome => {
		answered = true;
		return outcome;
	});
	await setImmediate();
	t.false(answered);
	resolve();
	t.deepEqual(await answer, {ok: true, tick: 4});
	recorder.journalled = () =>
		Promise.reject(new ConnectopError('failed', 'disk-full', 'journal.jsonl: no space left to write'));
	t.deepEqual(await acknowledged(command('set'), {ok: true, tick: 4}), {
		ok: false,
		code: 'disk-full',
		error: 'set: carried out at tick 4, but not journalled yet: journal.jsonl: no space left to write',
	});
	t.deepEqual(await acknowledged(command('pause'), {ok: true, tick: 4}), {ok: true, tick: 4});
	recorder.journalled = () => Promise.reject(new TypeError('a defect'));
	await t.throwsAsync(acknowledged(command('set'), {ok: true, tick: 4}), {message: 'a defect'});
});

test('a checkpoint is answered when it is written, or with why it is not', async t => {
	const {recorder, acknowledged} = gate();
	const saved: Outcome = {ok: true, tick: 4};
	t.is(await acknowledged(command('checkpoint'), saved), saved);
	recorder.checkpointed = () =>
		Promise.resolve(new ConnectopError('failed', 'disk-full', 'journal.jsonl: no space left to write'));
	t.deepEqual(await acknowledged(command('checkpoint'), saved), {
		ok: false,
		code: 'disk-full',
		error: 'checkpoint: of tick 4, not saved: journal.jsonl: no space left to write',
	});
	recorder.checkpointed = () => Promise.withResolvers<undefined>().promise;
	t.like(await acknowledged(command('checkpoint'), saved), {ok: false, code: 'disk-slow'});
	const refused: Outcome = {ok: false, code: 'engine-lost', error: 'gone'};
	t.is(await acknowledged(command('checkpoint'), refused), refused);
});

test('who waits goes on when there is space, or the run is over', async t => {
	const {recorder, open} = gate();
	await open(() => false);
	recorder.unrecordable = true;
	let looks = 0;
	await open(() => {
		if (++looks === 2) recorder.unrecordable = false;
		return false;
	});
	t.is(looks, 2);
	recorder.unrecordable = true;
	await open(() => true);
});
