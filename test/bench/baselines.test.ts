import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import test from 'ava';
import {cEntrant, cEntrants, compile, findCompiler, sources} from '../../source/bench/c-programs.ts';
import {openScene} from '../../source/bench/children.ts';
import {pythonEntrants} from '../../source/bench/python-programs.ts';
import {scene, smallContest} from './_contest.ts';

const looked = openScene();
const compiler = await findCompiler(looked);
const inPython = await pythonEntrants(looked, ['numpy', 'numpy-in-place'], ['python3'], [1, 2]);
looked.clear();

const withCompiler = compiler ? test : test.skip;
const hasNumpy = inPython.entrants.some(({id}) => id === 'numpy');
const withNumpy = hasNumpy ? test : test.skip;

withCompiler(
	'the C baselines compile and end in the field of the cpu kernel, with one thread and with more',
	async t => {
		const at = scene(t);
		const {entrants, absent} = await cEntrants(at, compiler, [1, 2]);
		t.deepEqual(absent, []);
		t.is(entrants.length, 4);
		const {measured, ticks} = await smallContest(at, entrants);
		for (const {entrant, rounds, early, final} of measured.filter(each => each.entrant.id.startsWith('c-'))) {
			t.is(rounds.length, 2);
			t.true(rounds.every(times => times.every(ms => ms > 0)));
			t.true(early.difference < 1e-5 && final.difference < 1e-5, `${entrant.id} ${entrant.threads}`);
		}
		t.true(ticks > 24);
	},
);

withCompiler('slices come to the same field by gathers and by eight loads', async t => {
	const at = scene(t);
	const source = readFileSync(join(sources, 'slices.c'), 'utf8').replace(
		'"baseline.h"',
		`"${join(sources, 'baseline.h')}"`,
	);
	const entrants = [];
	for (const way of ['0', '1']) {
		const file = join(at.folder, `way-${way}.c`);
		writeFileSync(file, source.replace('gathers = best[1] < best[0]', `gathers = ${way}`));
		const made = await compile(at, compiler!, file);
		if (!('path' in made)) return t.fail(made.reason);
		entrants.push(cEntrant({id: `c-${way}`, title: way}, made.path, 2, 9));
	}
	const {measured} = await smallContest(at, entrants);
	const [loads, gathers] = measured.filter(({entrant}) => entrant.id.startsWith('c-'));
	t.true(loads !== undefined && gathers !== undefined);
	t.is(loads?.final.difference, gathers?.final.difference);
	t.true((gathers?.final.difference ?? 1) < 1e-5);
});

withCompiler('the terminal has the size that was asked for, passes keys on and ends as its program does', async t => {
	const at = scene(t);
	const made = await compile(at, compiler!, 'terminal.c', ['-lutil']);
	if (!('path' in made)) return t.fail(made.reason);
	const ask =
		"process.stdin.once('data', key => { console.log(process.stdout.getWindowSize().join(), String(key)); process.exit(7); })";
	const child = at.spawn(made.path, ['91', '17', process.execPath, '-e', ask], {stdio: 'pipe'});
	child.stdin?.write('q\n');
	let said = '';
	child.stdout?.on('data', chunk => (said += String(chunk)));
	const code = await new Promise(resolve => child.on('close', resolve));
	t.regex(said, /91,17 q/);
	t.is(code, 7);
});

withNumpy('numpy and scipy end in the field of the cpu kernel, written down and in place', async t => {
	const {measured} = await smallContest(scene(t), inPython.entrants);
	const inNumpy = measured.filter(({entrant}) => entrant.id.startsWith('numpy'));
	t.is(inNumpy.length, 2);
	t.true(inNumpy.every(({early, final}) => early.difference < 1e-5 && final.difference < 1e-5));
	t.true(inPython.versions.some(each => /numpy \d.*Python \d/.test(each)));
});

test('what is not found is said by name, and is no error', async t => {
	const at = scene(t);
	const {absent, entrants} = await pythonEntrants(at, ['numpy', 'brian2'], ['no-such-python'], [1]);
	t.deepEqual(entrants, []);
	t.deepEqual(absent, [
		{name: 'numpy + scipy', reason: 'there is no no-such-python'},
		{name: 'Brian2 (cython)', reason: 'there is no no-such-python'},
	]);
	const none = await cEntrants(at, undefined, [1]);
	t.deepEqual(none.entrants, []);
	t.regex(none.absent[0]?.reason ?? '', /no compiler: looked for /);
});

withCompiler('a source that does not compile is said, with what the compiler said', async t => {
	const at = scene(t);
	const made = await compile(at, compiler!, 'no-such.c');
	t.regex('reason' in made ? made.reason : '', /does not compile no-such\.c: .*no-such\.c/);
});
