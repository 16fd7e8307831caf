import {mkdirSync, readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {readJournal} from '../../source/records/journal.ts';
import {built, run, scratch} from './cli.ts';

test.before(built);

/** A command line, its exit code, and what its one line says. */
const lines: readonly (readonly [args: string, code: number, message: RegExp])[] = [
	['--nuerons 10', 2, /nuerons/],
	['--neurons 0', 2, /^--neurons: 0 is not allowed; use a whole number from 1/],
	['--neurons ten', 2, /^--neurons: /],
	['--neurons 10 --k 10', 2, /^-k 10: each node needs 1 to 9 neighbours/],
	['--topology ring --k 3', 2, /^-k 3: .*even/],
	['--topology ring --neurons 2', 2, /^--topology ring: a ring has three nodes or more\n$/],
	['--topology tree', 2, /^--topology/],
	['--hz 0', 2, /^--hz: 0 is not allowed/],
	['--hz 1001', 2, /^--hz: 1001 is not allowed/],
	['--domain biology', 2, /^domain "biology" is unknown; use one of quantum, standard_model/],
	['--noise pink', 2, /noise/],
	['--param alpha', 2, /^--param alpha: use NAME=VALUE/],
	['--param alpha=9', 2, /^--param alpha: 9 is not allowed; use a number from 0 to 2/],
	['--log-every often', 2, /^--log-every: "often" is no interval/],
	['--measure-every 0', 2, /^--measure-every: 0 is not allowed/],
	['--init flat', 2, /^--init: "flat" is unknown; the model void has uniform, nucleate/],
	['--dt 30', 3, /^dt 30 is unstable; use dt < /],
	['--input none.txt', 3, /^--input none\.txt: no such file/],
	['--graph none.csv', 3, /^none\.csv: no such file/],
	['--graph broken.csv', 3, /^broken\.csv, line 3: the weight "heavy" is no finite number/],
	['--graph empty.csv', 3, /^empty\.csv/],
	['--graph broken.csv --neurons 3', 2, /^--graph brings its own nodes/],
	['--neurons 1000000 --memory 1M', 3, /need .* of memory .*; 1\.05 MB may be used/],
	['--resume none.npz', 3, /^checkpoint none\.npz: no such file/],
	['--resume broken.csv', 3, /^broken\.csv: is no whole \.npz archive/],
	['--resume latest', 3, /^run "latest": not found; there are none yet/],
	['--run-dir broken.csv', 3, /there is a file of that name|is no directory/],
	['--run-dir full', 3, /^--run-dir full: is not empty/],
	['--run-dir broken.csv/sub', 3, /a part of the path is no directory|there is a file of that name/],
	['--name a/b', 2, /^--name a\/b: /],
	['--model nonsense', 2, /^--model: "nonsense" is unknown/],
	['--kernel gpu --exact', 2, /exclude each other/],
	['--gpu-mode cpu', 2, /--gpu-mode cpu is about the gpu kernel/],
	['--kernel gpu --gpu-mode vulkan', 2, /use one of gl, webasm, cpu, webgpu/],
	['--kernel gpu --gpu-mode webgpu', 3, /--gpu-mode webgpu: can't be had: .*npm install webgpu@/],
];

for (const [args, code, message] of lines) {
	test(`${args}: one line, exit ${code}, nothing left behind`, async t => {
		const folder = scratch(t);
		writeFileSync(join(folder, 'broken.csv'), 'a,b,1\nb,c,2\nc,d,heavy\n');
		writeFileSync(join(folder, 'empty.csv'), '');
		mkdirSync(join(folder, 'full'));
		writeFileSync(join(folder, 'full/mine.txt'), 'keep');
		const before = readdirSync(folder, {recursive: true}).toSorted();
		const ended = await run(folder, [...args.split(' '), '--steps', '1']);
		t.is(ended.code, code, ended.stderr);
		t.regex(ended.stderr, /^connectop: [^\n]+\n$/, 'one line');
		t.regex(ended.stderr.slice('connectop: '.length), message);
		t.deepEqual(ended.records, []);
		t.deepEqual(readdirSync(folder, {recursive: true}).toSorted(), before);
	});
}

test('the line of the first users works as it is written', async t => {
	const folder = scratch(t);
	const args = '--neurons 800 --hz 10 --domain biology_consciousness --viz-every 5 --duration 1'.split(' ');
	const {code, stderr} = await run(folder, [...args, '--kernel', 'cpu']);
	t.is(code, 0, stderr);
	const [id = ''] = readdirSync(join(folder, 'runs'));
	t.regex(id, /^\d{8}_\d{6}$/);
	let kinds = 0;
	for await (const {row} of readJournal(join(folder, 'runs', id, 'journal.jsonl')))
		kinds += row['kind'] === 'header' ? 1 : 0;
	t.is(kinds, 1);
});
