import process from 'node:process';
import {PassThrough} from 'node:stream';
import {setTimeout as delay} from 'node:timers/promises';
import type {ReadStream} from 'node:tty';
import test from 'ava';
import {mouseOff, mouseOn, openMouse} from '../../source/ui/mouse-input.ts';
import type {MouseReport} from '../../source/ui/mouse-reports.ts';

function opened() {
	const keyboard = new PassThrough();
	const sent: string[] = [];
	const reports: MouseReport[] = [];
	let keys = '';
	const mouse = openMouse(keyboard as unknown as ReadStream, sequence => sent.push(sequence));
	mouse.listen(each => reports.push(...each));
	keyboard.on('readable', () => {
		for (let chunk: unknown = keyboard.read(); chunk !== null; chunk = keyboard.read()) keys += String(chunk);
	});
	const until = async (holds: () => boolean) => {
		while (!holds()) await delay(5);
	};
	return {mouse, keyboard, sent, reports, keys: () => keys, until};
}

test('the keyboard gets the keys, the listener the reports, whatever stands between them', async t => {
	const {keyboard, reports, keys, until} = opened();
	keyboard.write('ab\u001B[<0;1;1Mc\u001B[<0;1;');
	await until(() => keys() === 'abc');
	keyboard.write('1md\u001B');
	await until(() => keys() === 'abcd\u001B'); // an Escape alone is a key after a while
	keyboard.write('[<0;5;5Mé');
	await until(() => keys() === 'abcd\u001Bé');
	t.deepEqual(
		reports.map(({kind, column}) => [kind, column]),
		[
			['press', 0],
			['release', 0],
			['press', 4],
		],
	);
});

test('the terminal is told once that it is on, and once that it is off, at the latest when the process ends', t => {
	const {mouse, sent} = opened();
	t.deepEqual(sent, []);
	const before = process.listeners('exit');
	mouse.turn(true);
	mouse.turn(true);
	t.deepEqual(sent, [mouseOn]);
	const [atExit, ...others] = process.listeners('exit').filter(each => !before.includes(each));
	t.is(others.length, 0);
	atExit?.call(process, 1);
	t.deepEqual(sent, [mouseOn, mouseOff]);
	t.deepEqual(process.listeners('exit'), before);
	mouse.close();
	mouse.turn(true);
	mouse.close();
	t.deepEqual(sent, [mouseOn, mouseOff, mouseOn, mouseOff]);
	t.deepEqual(process.listeners('exit'), before);
});
