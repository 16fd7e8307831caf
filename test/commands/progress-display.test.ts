import process from 'node:process';
import test from 'ava';
import {showProgress} from '../../source/commands/progress-display.ts';
import {glyphsOf} from '../../source/draw/glyphs.ts';
import {until} from '../e2e/wait.ts';

test.before(() => {
	process.env['TERM'] = 'xterm-256color';
});

/** A stream that keeps what is written to it. */
function sink(isTTY: boolean) {
	let text = '';
	const write = (part: string) => {
		text += part;
		return true;
	};
	const stream = {isTTY, columns: 80, write};
	return {stream: stream as unknown as typeof process.stderr, text: () => text};
}

const half = {task: 'reading worm.csv', done: 5e6, total: 1e7, unit: 'B'};

test.serial('what is over at once is never spoken of', t => {
	for (const isTTY of [true, false]) {
		const {stream, text} = sink(isTTY);
		const {report, end} = showProgress(glyphsOf.ascii, false, stream);
		report(half);
		end();
		t.is(text(), '');
	}
});

test.serial(
	'a terminal has one line, written over and taken away in the end, also by the end of the program',
	async t => {
		const {stream, text} = sink(true);
		const before = process.listenerCount('exit');
		const {report, end} = showProgress(glyphsOf.ascii, false, stream);
		t.is(process.listenerCount('exit'), before + 1);
		report(half);
		await until('three drawings', () => text().split('\r').length > 3, text);
		report({...half, task: 'laying out worm.csv'});
		await until('the next task', () => text().includes('laying out'), text);
		end();
		t.regex(text(), /^(\r(reading|laying out) worm\.csv #+\.+ 50 %[^\n\r]*\u001B\[K)+\r\u001B\[K$/);
		t.is(process.listenerCount('exit'), before);
	},
);

test.serial('where lines are read out, or kept in a file, none is written over', async t => {
	const [spoken, kept] = [sink(true), sink(false)];
	const displays = [
		showProgress(glyphsOf.ascii, true, spoken.stream),
		showProgress(glyphsOf.ascii, false, kept.stream),
	];
	for (const {report} of displays) report(half);
	for (const {text} of [spoken, kept]) {
		await until('a line', () => text() !== '', text);
		t.regex(text(), /^connectop: reading worm\.csv: 50 %, \d+ kB\/s, \d+ s left\n$/);
	}
	for (const {end} of displays) end();
	t.notRegex(spoken.text() + kept.text(), /[\r\u001B]/);
});
