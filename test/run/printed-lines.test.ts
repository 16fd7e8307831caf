import {PassThrough} from 'node:stream';
import {setImmediate as soon} from 'node:timers/promises';
import test from 'ava';
import {printedLines} from '../../source/run/printed-lines.ts';

test('lines are passed on whole, however they arrive', async t => {
	const stream = new PassThrough();
	const said: string[] = [];
	printedLines(stream, line => said.push(line));
	for (const chunk of ['one\ntw', 'o\n\n', Buffer.from('→').subarray(0, 1), Buffer.from('→').subarray(1), '\n']) {
		stream.write(chunk);
		await soon();
	}
	t.deepEqual(said, ['one', 'two', '→']);
});

test('a flood is cut, in number and in length', async t => {
	const stream = new PassThrough();
	const said: string[] = [];
	printedLines(stream, line => said.push(line));
	stream.write(`${'x'.repeat(2000)}\n`.repeat(1000));
	await soon();
	t.true(said.length <= 20, `${said.length}`);
	t.true(said.every(line => line.length < 600));
});
