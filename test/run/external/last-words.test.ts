import test from 'ava';
import {createLastWords} from '../../../source/run/external/last-words.ts';

const said = (...texts: readonly string[]) => {
	const words = createLastWords();
	for (const text of texts) words.add(text);
	return words;
};

test('what was wrong, and where in the code of the user, stands in one line', t => {
	const deep = Array.from(
		{length: 12},
		(_, i) => `  File "/home/me/model.py", line ${i + 10}, in f${i}\n    f${i}()\n`,
	);
	const python = [
		'Traceback (most recent call last):\n',
		...deep,
		'  File "/usr/lib/python3/dist-packages/numpy/linalg.py", line 7, in dot\n    raise\n    ^^^^^^\n',
		'ValueError: matmul: 3 is not 4\n',
	];
	t.is(said(...python).summary(), 'ValueError: matmul: 3 is not 4 (model.py:21)');
	t.is(
		said(
			'/home/me/a.mjs:3\nfoo()\n^\n\nReferenceError: foo is not defined\n    at file:///home/me/a.mjs:3:1\n    at ModuleJob.run (node:internal/modules:5:1)\n\nNode.js v24\n',
		).summary(),
		'ReferenceError: foo is not defined (a.mjs:3)',
	);
	t.is(said('/bin/sh: 1: nosuch: not found\n').summary(), '/bin/sh: 1: nosuch: not found');
	t.is(said('').summary(), '');
});

test('the newest lines are kept, split anywhere, without what would move a terminal', t => {
	const words = said(
		...Array.from({length: 500}, (_, i) => `line ${i}\n`),
		'ha',
		'lf\n\u001B]0;title\u0007red\n',
		'no end',
	);
	t.is(words.lines().length, 51);
	t.deepEqual(words.lines().slice(-3), ['half', 'red', 'no end']);
	const flood = said('x'.repeat(1_000_000));
	t.true(flood.lines()[0]!.length <= 300);
});
