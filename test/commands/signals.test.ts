import process from 'node:process';
import test from 'ava';
import {handleSignals, stopping} from '../../source/commands/signals.ts';
import type {Command, Outcome} from '../../source/run/protocol.ts';

/** Delivers signals to this process's own listeners, one test at a time. */
function deliver(...signals: readonly NodeJS.Signals[]) {
	const commands: Command[] = [];
	const handled = handleSignals();
	handled.attach(recording(commands));
	for (const signal of signals) process.emit(signal, signal);
	handled.release();
	return {code: handled.code, commands};
}

/** A run that keeps what it is sent. */
const recording = (commands: Command[]) =>
	stopping({
		send(command: Command): Promise<Outcome> {
			commands.push(command);
			return Promise.resolve({ok: true, tick: 0});
		},
	});

const stop = (reason: string) => ({id: 'stop', args: {reason}, by: 'signal'});

for (const [signal, code] of [
	['SIGINT', 130],
	['SIGTERM', 143],
] as const) {
	test.serial(`${signal} stops the run and means ${code}`, t => {
		t.deepEqual(deliver(signal), {code, commands: [stop(signal)]});
	});
}

test.serial('SIGUSR1 saves and ends nothing', t => {
	t.deepEqual(deliver('SIGUSR1'), {code: undefined, commands: [{id: 'checkpoint', args: {}, by: 'signal'}]});
});

test.serial('SIGUSR1 before there is a run saves when there is one', t => {
	const commands: Command[] = [];
	const handled = handleSignals();
	process.emit('SIGUSR1', 'SIGUSR1');
	handled.attach({stop: t.fail, hangUp: t.fail}); // it is being built
	t.deepEqual(commands, []);
	for (const _ of ['once', 'not again']) handled.attach(recording(commands));
	handled.release();
	t.deepEqual(commands, [{id: 'checkpoint', args: {}, by: 'signal'}]);
});

test.serial('SIGHUP ends nothing: a run goes on without a terminal', t => {
	t.deepEqual(deliver('SIGHUP'), {code: undefined, commands: []});
});

test.serial('the first signal that ends a run decides the code', t => {
	t.deepEqual(deliver('SIGTERM', 'SIGHUP', 'SIGTERM').code, 143);
});

test.serial('released, no signal is listened to', t => {
	const before = process.listenerCount('SIGTERM');
	deliver();
	t.is(process.listenerCount('SIGTERM'), before);
});
