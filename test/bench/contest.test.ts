import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import test from 'ava';
import {cEntrant, compile, findCompiler, sources} from '../../source/bench/c-programs.ts';
import {openScene} from '../../source/bench/children.ts';
import type {Entrant} from '../../source/bench/entrant.ts';
import {failure} from '../records/scratch.ts';
import {nodes, scene, smallContest} from './_contest.ts';

const looked = openScene();
const compiler = await findCompiler(looked);
looked.clear();
const withCompiler = compiler ? test : test.skip;

/** A contestant that is a program for Node.js. */
const scripted = (text: string, optional: boolean): Entrant => ({
	id: 'scripted',
	title: 'scripted',
	threads: 1,
	noise: 'none',
	tolerance: 1e-4,
	optional,
	bytes: () => 0,
	start: at => at.spawn(process.execPath, ['-e', text], {stdio: 'pipe'}),
});

test('our kernels end in the same bits with any number of threads, with and without noise, and the loop in doubles near them', async t => {
	const {measured, absent} = await smallContest(scene(t), [], ['cpu', 'wasm', 'doubles']);
	t.deepEqual(absent, []);
	const of = (id: string) => measured.filter(({entrant}) => entrant.id === id);
	t.is(of('wasm').length, 4);
	t.true([...of('cpu'), ...of('wasm')].every(({early, final}) => early.sameBits && final.sameBits));
	const [doubles] = of('doubles');
	t.true(doubles !== undefined && doubles.early.difference > 0 && doubles.early.difference < 1e-5);
});

withCompiler('a baseline that leaves out the diffusion is refused, by name, with the node that differs', async t => {
	const at = scene(t);
	const wrong = readFileSync(join(sources, 'csr.c'), 'utf8').replace('advanced(w, sum, plan)', 'advanced(w, 0, plan)');
	const file = join(at.folder, 'wrong.c');
	writeFileSync(file, wrong.replace('"baseline.h"', `"${join(sources, 'baseline.h')}"`));
	const made = await compile(at, compiler!, file);
	if (!('path' in made)) return t.fail(made.reason);
	const entrant = cEntrant({id: 'c-wrong', title: 'C, wrong'}, made.path, 2, 4);
	const error = await failure(t, () => smallContest(at, [entrant]));
	t.is(error.code, 'bench-differs');
	t.is(error.kind, 'unverified');
	t.regex(
		error.message,
		new RegExp(`C, wrong, 2 threads does other work: after 12 ticks its node \\d+ of ${nodes} is`),
	);
});

test('a field that holds no numbers is refused', async t => {
	const program = `
		process.stdout.write(Buffer.alloc(4));
		process.stdin.on('data', data => {
			const [order, ticks] = new Uint32Array(new Uint8Array(data).buffer, 0, 2);
			process.stdout.write(order === 1 ? Buffer.alloc(8 * ticks) : Buffer.from(new Float32Array(${nodes}).fill(NaN).buffer));
		})`;
	const error = await failure(t, () => smallContest(scene(t), [scripted(program, true)]));
	t.is(error.code, 'bench-differs');
	t.regex(error.message, /node 0 of \d+ is NaN/);
});

test('a baseline that does not start is left out with the last line it said; the reference that does not ends the benchmark', async t => {
	const program = "console.error('a warning'); console.error('there is no such library'); process.exit(3)";
	const {absent, measured} = await smallContest(scene(t), [scripted(program, true)]);
	t.deepEqual(absent, [{name: 'scripted, 1 thread', reason: 'there is no such library'}]);
	t.true(measured.length > 0);
	const error = await failure(t, () => smallContest(scene(t), [scripted(program, false)]));
	t.is(error.message, 'scripted, 1 thread: there is no such library');
});

for (const [how, text, reason] of [
	['dies', 'fail("it broke");', /^it broke$/],
	['hangs', 'for (;;) nanosleep(&(struct timespec){60, 0}, NULL);', /^no answer within \d+ s$/],
] as const) {
	withCompiler(
		`a baseline that ${how} on the way is left out, and the contest goes on; one that is needed ends it`,
		async t => {
			const at = scene(t);
			const head = readFileSync(join(sources, 'baseline.h'), 'utf8');
			writeFileSync(
				join(at.folder, 'baseline.h'),
				head.replace('answer(times,', `static int orders; if (++orders == 3) ${text}\n answer(times,`),
			);
			const file = join(at.folder, 'broken.c');
			writeFileSync(file, readFileSync(join(sources, 'csr.c'), 'utf8'));
			const made = await compile(at, compiler!, file);
			if (!('path' in made)) return t.fail(made.reason);
			const entrant = cEntrant({id: 'c-broken', title: 'C, broken'}, made.path, 1, 4);
			const patience = {ms: 3000, warmUps: 20};
			const {measured, absent} = await smallContest(at, [entrant], ['cpu'], patience);
			t.deepEqual(
				absent.map(({name}) => name),
				['C, broken, 1 thread'],
			);
			t.regex(absent[0]?.reason ?? '', reason);
			t.deepEqual(
				measured.map(each => [each.entrant.id, each.rounds.length]),
				[
					['cpu', 2],
					['cpu', 2],
				],
			);
			const error = await failure(t, () => smallContest(at, [{...entrant, optional: false}], ['cpu'], patience));
			t.is(error.code, 'bench-contestant');
		},
	);
}
