import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {readJournal} from '../../source/records/journal.ts';
import {built, run, scratch} from './cli.ts';
import {randomScript} from './replay/random-run.ts';

test.before(built);

const pace = ['--kernel', 'cpu', '--neurons', '40', '--k', '4', '--hz', '1000', '--viz-every', '0'];

function script(folder: string, lines: readonly (object | string)[]): void {
	const text = lines.map(each => (typeof each === 'string' ? each : JSON.stringify(each)));
	writeFileSync(join(folder, 'commands.jsonl'), `${text.join('\n')}\n`);
}

test('a script acts at its ticks, the same in every run, going back included', async t => {
	const folder = scratch(t);
	script(folder, randomScript(3, 150, 40));
	const args = [...pace, '--synthetic', 'pulse', '--steps', '400', '--script', 'commands.jsonl'];
	for (const name of ['one', 'two']) {
		const {code, stderr} = await run(folder, [...args, '--run-dir', name]);
		t.is(code, 0, stderr);
	}
	const digests = (name: string) => readFileSync(join(folder, name, 'digests.bin'));
	t.is(digests('one').length, 400 * 16);
	t.deepEqual(digests('two'), digests('one'));
});

test('commands of the first and of the last tick act too, in order, by `script`', async t => {
	const folder = scratch(t);
	script(folder, [
		'# a comment',
		{at: 0, id: 'set', args: {name: 'dt', value: 0.5}},
		'',
		{at: 0, id: 'excite', args: {node: 1}},
		{at: 10, id: 'checkpoint'},
		{at: 10, id: 'quench', args: {node: 2}},
	]);
	const {code, stderr} = await run(folder, [
		...pace,
		'--steps',
		'10',
		'--script',
		'commands.jsonl',
		'--run-dir',
		'run',
	]);
	t.is(code, 0, stderr);
	const entries: unknown[] = [];
	for await (const {row} of readJournal(join(folder, 'run/journal.jsonl')))
		if (row['kind'] === 'command') entries.push([row['at'], row['id'], row['by']]);
	t.deepEqual(entries, [
		[0, 'set', 'script'],
		[0, 'excite', 'script'],
		[10, 'quench', 'script'],
	]);
});

const wrongs: readonly (readonly [name: string, lines: readonly (object | string)[], message: RegExp])[] = [
	['no JSON', ['{"at":1,"id":"pause"}', 'pause'], /commands\.jsonl:2: is no JSON/],
	['no tick', [{id: 'pause'}], /commands\.jsonl:1: at: /],
	['a tick before the first', [{at: -1, id: 'pause'}], /commands\.jsonl:1: at: /],
	['something else', [{at: 1, id: 'pause', when: 3}], /commands\.jsonl:1: .*when/],
	['no such command', [{at: 1, id: 'explode'}], /commands\.jsonl:1: command "explode" is unknown; use one of /],
	['no such parameter', [{at: 1, id: 'set', args: {name: 'dtt', value: 1}}], /:1: parameter "dtt" .*did you mean dt\?/],
	[
		'a value out of range',
		[{at: 1, id: 'set', args: {name: 'dt', value: -1}}],
		/commands\.jsonl:1: dt: -1 is not allowed/,
	],
	['no such node', ['# nodes', {at: 1, id: 'excite', args: {node: 40}}], /:2: node 40 does not exist/],
	[
		'ticks that go back',
		[
			{at: 9, id: 'resume'},
			{at: 8, id: 'resume'},
		],
		/:2: at 8 is over: the script is at tick 9/,
	],
	['no checkpoint', [{at: 9, id: 'restore', args: {file: '../x'}}], /:1: restore: "\.\.\/x" is no checkpoint/],
];

for (const [name, lines, message] of wrongs) {
	test(`a script with ${name}: one line, exit 3, and no run`, async t => {
		const folder = scratch(t);
		script(folder, lines);
		const {code, stderr} = await run(folder, [
			...pace,
			'--steps',
			'20',
			'--script',
			'commands.jsonl',
			'--run-dir',
			'run',
		]);
		t.is(code, 3, stderr);
		t.regex(stderr.trim(), /^connectop: [^\n]+$/);
		t.regex(stderr, message);
		t.false(existsSync(join(folder, 'run')));
	});
}

test('a script that goes back to what was not saved ends the run with its line', async t => {
	const folder = scratch(t);
	script(folder, [{at: 5, id: 'restore', args: {file: 'state_3.npz'}}]);
	const {code, stderr} = await run(folder, [
		...pace,
		'--steps',
		'20',
		'--script',
		'commands.jsonl',
		'--run-dir',
		'run',
	]);
	t.is(code, 1);
	t.regex(stderr, /commands\.jsonl:1: .*state_3\.npz: no such file/);
	const missing = await run(folder, [...pace, '--steps', '20', '--script', 'none.jsonl', '--run-dir', 'other']);
	t.is(missing.code, 3);
	t.regex(missing.stderr, /--script none\.jsonl: no such file/);
});
