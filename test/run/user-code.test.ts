import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {readJournal} from '../../source/records/journal.ts';
import {readRunDocument} from '../../source/records/run-document.ts';
import {built, run, scratch} from './cli.ts';

test.before(built);

const pace = [
	'--kernel',
	'cpu',
	'--hz',
	'1000',
	'--steps',
	'20',
	'--neurons',
	'30',
	'--viz-every',
	'0',
	'--run-dir',
	'run',
];

const law = `
export function deltaReVgsp(w, t, alpha, fRef, phaseSens, useTimeDynamics, domainModulation, noise) {
	const time = useTimeDynamics ? 1 + phaseSens * Math.sin(2 * Math.PI * fRef * t) : 1;
	return (alpha * domainModulation * w * (1 - w) + noise) * time;
}
export function deltaGdsp(w, t, beta, fRef, phaseSens, useTimeDynamics, domainModulation) {
	const time = useTimeDynamics ? 1 + phaseSens * Math.sin(2 * Math.PI * fRef * t) : 1;
	return -beta * domainModulation * w * time;
}
`;

const model = `
export const model = {
	id: 'decay',
	variables: [{name: 'x', unit: '1', min: 0, max: 1, shown: [0, 1]}],
	parameters: [{name: 'rate', title: 'rate', unit: '1/tick', default: 0.1, min: 0, max: 1}],
	node: [(x, t, rate) => -rate * x],
	edge: (xi, xj, weight) => weight * (xj - xi),
	initial: {full: ([x]) => x.fill(1)},
};
`;

/** A command line with a file of the user's, and how it failed. */
const failures: readonly (readonly [name: string, option: string, text: string, message: RegExp])[] = [
	['no such file', '--equations', '', /equations: .*no such file|my\.mjs: no such file/],
	['a syntax error', '--equations', `${law}\nexport const = 3;`, /my\.mjs:11: can't be loaded: /],
	[
		'a module that throws',
		'--equations',
		`${law}\nthrow new Error('not today');`,
		/my\.mjs:11: can't be loaded: not today$/,
	],
	['a missing export', '--equations', law.replace('deltaGdsp', 'gdsp'), /my\.mjs: does not export deltaGdsp/],
	[
		'a law that throws',
		'--equations',
		law.replace('return -beta', "if (t > 0.5) throw new Error('boom');\n\treturn -beta"),
		/my\.mjs:8: threw: boom$/,
	],
	[
		'a law that is not finite',
		'--equations',
		law.replace('return -beta', 'return t > 0.5 ? NaN : -beta'),
		/my\.mjs: W of node 0 became NaN/,
	],
	['no model', '--model', 'export const mine = 1;', /my\.mjs: must export an object called model/],
	['half a model', '--model', model.replace("id: 'decay',", ''), /my\.mjs: model\.id: /],
	[
		'a model whose start throws',
		'--model',
		model.replace('x.fill(1)', 'x.fill(one)'),
		/my\.mjs:8: threw: one is not defined$/,
	],
	[
		'a model whose node throws',
		'--model',
		model.replace('-rate * x', 'rates * x'),
		/my\.mjs:6: threw: rates is not defined$/,
	],
	[
		'a model whose edge is not finite',
		'--model',
		model.replace('weight * (xj - xi)', '1 / 0'),
		/my\.mjs: x of node 0 became (NaN|Infinity)/,
	],
];

for (const [name, option, text, message] of failures) {
	test(`${name}: one line, exit 3`, async t => {
		const folder = scratch(t);
		if (text !== '') writeFileSync(join(folder, 'my.mjs'), text);
		const {code, stderr} = await run(folder, [option, './my.mjs', ...pace]);
		t.is(code, 3, stderr);
		t.regex(stderr.trim(), /^connectop: [^\n]+$/, 'one line');
		t.regex(stderr.trim(), message);
		if (existsSync(join(folder, 'run'))) {
			const document = await readRunDocument(join(folder, 'run'));
			t.is(document.status, 'failed');
			t.true(/throws|finite/.test(name), 'what is wrong at once leaves nothing behind');
		}
	});
}

test('equations are copied into the run, hashed in its journal, and a resumed run takes the copy', async t => {
	const folder = scratch(t);
	writeFileSync(join(folder, 'my.mjs'), law);
	const first = await run(folder, ['--equations', 'my.mjs', ...pace]);
	t.is(first.code, 0, first.stderr);
	const [copy = '', ...none] = readdirSync(join(folder, 'run')).filter(name => name.startsWith('equations-'));
	t.regex(copy, /^equations-[\da-f]{12}-my\.mjs$/);
	t.deepEqual(none, []);
	t.is(readFileSync(join(folder, 'run', copy), 'utf8'), law);
	writeFileSync(join(folder, 'my.mjs'), 'export const other = 1;');
	const second = await run(folder, ['--resume', 'run', '--steps', '5']);
	t.is(second.code, 0, second.stderr);
	const headers = [];
	for await (const {row} of readJournal(join(folder, 'run/journal.jsonl'))) {
		if (row['kind'] === 'header' || row['kind'] === 'resume') headers.push(row);
	}
	t.is(headers.length, 2);
	for (const header of headers) {
		t.is(header['equationsFile'], copy);
		t.regex((header['code'] as {equations: string}).equations, /^[\da-f]{64}$/);
	}
	t.deepEqual(headers[0]?.['code'], headers[1]?.['code']);
	t.deepEqual(
		readdirSync(join(folder, 'run')).filter(name => name.startsWith('equations-')),
		[copy],
	);

	// Other code on the way: what ran before is kept beside it.
	const changed = law.replace(/\n/, '\n\n');
	writeFileSync(join(folder, 'my.mjs'), changed);
	const third = await run(folder, ['--resume', 'run', '--equations', 'my.mjs', '--steps', '5']);
	t.is(third.code, 0, third.stderr);
	const copies = readdirSync(join(folder, 'run')).filter(name => name.startsWith('equations-'));
	t.is(copies.length, 2);
	t.is(readFileSync(join(folder, 'run', copy), 'utf8'), law);

	const fromFile = ['--resume', 'run/state_20.npz', '--run-dir', 'next', '--steps', '5'];
	t.is((await run(folder, fromFile)).code, 0);
	t.true(existsSync(join(folder, 'next', copy)), 'the name does not grow');
});

test('what code of the user prints is an event and no line of stdout', async t => {
	const folder = scratch(t);
	writeFileSync(join(folder, 'my.mjs'), `console.log('hello from the file');\n${law}`);
	const {code, records, stderr} = await run(folder, ['--equations', 'my.mjs', ...pace]);
	t.is(code, 0, stderr);
	t.true(stderr.includes('hello from the file'));
	t.like(
		records.find(({kind}) => kind === 'output'),
		{message: 'hello from the file'},
	);
});

test('code of the user that ends the thread ends the run as a failure', async t => {
	const folder = scratch(t);
	writeFileSync(join(folder, 'my.mjs'), law.replace(/\{/, '{ if (arguments[1] > 1) process.exit(0);'));
	const {code, stderr} = await run(folder, ['--equations', 'my.mjs', ...pace]);
	t.is(code, 1);
	t.regex(stderr, /^connectop: the engine stopped in mid run \(exit code 0\)\n$/);
	t.like(await readRunDocument(join(folder, 'run')), {status: 'failed', endReason: 'failed'});
});

test('equations that lie in the folder are taken and said to be, unless that is refused', async t => {
	const folder = scratch(t);
	writeFileSync(join(folder, 'void-equations.mjs'), law);
	const taken = await run(folder, pace);
	t.true(taken.records.some(({kind, message}) => kind === 'note' && String(message).includes('void-equations.mjs')));
	const {model: used} = await readRunDocument(join(folder, 'run'));
	t.regex(used.equations ?? '', /^equations-[\da-f]{12}-void-equations\.mjs$/);
	const plain = await run(folder, ['--no-auto-equations', ...pace.with(-1, 'plain')]);
	t.is(plain.code, 0, plain.stderr);
	t.is((await readRunDocument(join(folder, 'plain'))).model.equations, undefined);
});

test('a model of the user runs, takes its parameters and is copied', async t => {
	const folder = scratch(t);
	writeFileSync(join(folder, 'my.mjs'), model);
	const {code, stderr, records} = await run(folder, [
		'--model',
		'./my.mjs',
		'--param',
		'rate=0.5',
		'--noise',
		'none',
		...pace,
	]);
	t.is(code, 0, stderr);
	const last = records.findLast(record => record['kind'] === 'metrics');
	t.true(Math.abs(Number(last?.['meanWeight']) - 0.5 ** 20) < 1e-7);
	const {model: used} = await readRunDocument(join(folder, 'run'));
	t.is(readFileSync(join(folder, 'run', used.file ?? ''), 'utf8'), model);
	const unknown = await run(folder, ['--model', './my.mjs', '--param', 'speed=2', ...pace.with(-1, 'other')]);
	t.is(unknown.code, 2);
	t.regex(unknown.stderr, /parameter "speed" is unknown; use one of .*rate/);
	t.false(existsSync(join(folder, 'other')));
});
