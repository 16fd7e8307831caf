import {EventEmitter} from 'node:events';
import test from 'ava';
import {countRepeatedInterruptsOnce} from '../../scripts/interrupt.js';

/** A stand-in for the process with its own clock, and the signals that its listeners got, with the time. */
function target() {
	const emitter = new EventEmitter();
	const heard: string[] = [];
	let time = 0;
	countRepeatedInterruptsOnce(emitter, () => time);
	for (const signal of ['SIGINT', 'SIGTERM']) {
		emitter.on(signal, name => heard.push(`${name} ${time}`));
	}
	const at = (milliseconds: number, signal: string) => {
		time = milliseconds;
		return emitter.emit(signal, signal);
	};
	return {at, heard};
}

test('a SIGINT that npm repeats counts once, a second press counts again', t => {
	const {at, heard} = target();
	at(1000, 'SIGINT');
	at(1002, 'SIGINT');
	at(1150, 'SIGINT');
	t.deepEqual(heard, ['SIGINT 1000', 'SIGINT 1150']);
});

test('every other signal passes as it comes', t => {
	const {at, heard} = target();
	at(0, 'SIGTERM');
	at(0, 'SIGTERM');
	at(0, 'SIGINT');
	t.deepEqual(heard, ['SIGTERM 0', 'SIGTERM 0', 'SIGINT 0']);
});

test('a repeated SIGINT still counts as listened to', t => {
	const {at} = target();
	t.true(at(0, 'SIGINT'));
	t.true(at(1, 'SIGINT'));
});
