import {spawn} from 'node:child_process';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {z} from 'zod';
import {built, listen, program, scratch} from '../program.ts';

test.before(built);

/** Starts `connectop bench` in a folder that is its temporary one too. */
function bench(t: ExecutionContext, args: readonly string[]) {
	const folder = scratch(t);
	const env = {...process.env, TMPDIR: folder};
	const child = spawn(process.execPath, [program, 'bench', ...args], {
		cwd: folder,
		env,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	return {folder, ...listen(child)};
}

const positive = z.number().positive();
const ratio = positive.nullable();

/** Version 1 of the report, as docs/performance.md describes it: nothing less and nothing more. */
const report = z.strictObject({
	v: z.literal(1),
	kind: z.literal('bench'),
	version: z.string(),
	startedAt: z.iso.datetime(),
	seconds: positive,
	quick: z.boolean(),
	machine: z.strictObject({
		cpu: z.string(),
		cores: z.int().positive(),
		usable: z.int().positive(),
		caches: z.record(z.string(), z.int().positive()),
		memory: positive,
		available: positive,
		system: z.string(),
		node: z.string(),
		v8: z.string(),
		loadBefore: z.number(),
		loadAfter: z.number(),
	}),
	found: z.array(z.string()),
	rows: z.array(
		z.strictObject({
			graph: z.enum(['knn', 'random']),
			nodes: z.int(),
			edges: z.int(),
			id: z.string(),
			title: z.string(),
			threads: z.int(),
			noise: z.enum(['none', 'node']),
			rounds: z.int(),
			ticksARound: z.int(),
			tickMs: positive,
			ticksPerSecond: positive,
			edgesPerSecond: positive,
			p50Ms: positive,
			p99Ms: positive,
			jitterMs: z.number().nonnegative(),
			realTimeFactor: positive,
			rssBytes: z.number().nullable(),
			ratios: z.strictObject({cRows: ratio, cSlices: ratio, cpu: ratio, noiseless: ratio}),
			difference: z.number(),
			checkedAfter: z.int(),
		}),
	),
	growth: z.array(
		z.strictObject({
			id: z.string(),
			title: z.string(),
			threads: z.int(),
			noise: z.enum(['none', 'node']),
			sizes: z.array(z.int()),
			exponent: z.number(),
			factor: positive,
			r2: z.number(),
		}),
	),
	figures: z.array(
		z.strictObject({
			id: z.string(),
			title: z.string(),
			value: z.number(),
			unit: z.string(),
			nodes: z.int().optional(),
			edges: z.int().optional(),
			samples: z.int(),
			samplesOf: z.string(),
			promise: z.strictObject({atLeast: z.number().optional(), atMost: z.number().optional()}).optional(),
		}),
	),
	absent: z.array(z.strictObject({name: z.string(), reason: z.string(), nodes: z.int().optional()})),
});

const small = ['--parts', 'kernels', '--baselines', 'none', '--threads', '1'];

test('--json is a report of version 1, -o a picture, and nothing else is left behind', async t => {
	const {folder, ended} = bench(t, ['--json', '--neurons', '200,50,800', '-o', 'bench.png', ...small]);
	const {code, stdout, stderr} = await ended;
	t.is(code, 0, stderr);
	const {rows, growth, figures, absent} = report.parse(JSON.parse(stdout));
	t.deepEqual([...new Set(rows.map(({nodes}) => nodes))], [50, 200, 800]);
	t.deepEqual(
		rows.filter(({nodes}) => nodes === 50).map(({id, noise}) => `${id} ${noise}`),
		['cpu none', 'wasm none', 'doubles none', 'cpu node', 'wasm node'],
	);
	t.true(rows.every(({rounds, ratios}) => rounds === 11 && ratios.cpu !== null && ratios.cRows === null));
	t.true(rows.filter(({id}) => id === 'wasm').every(({difference}) => difference === 0));
	t.true(rows.every(({noise, ratios}) => (ratios.noiseless !== null) === (noise === 'node')));
	t.is(growth.length, 5);
	t.deepEqual(
		figures.map(({id, nodes}) => `${id} ${nodes}`),
		['build-knn 50', 'build-knn 200', 'build-knn 800'],
	);
	t.deepEqual(absent, []);
	t.is(readFileSync(join(folder, 'bench.png')).toString('latin1', 1, 4), 'PNG');
	t.deepEqual(readdirSync(folder), ['bench.png']);
});

for (const [signal, exitCode] of [
	['SIGINT', 130],
	['SIGHUP', 129],
] as const) {
	test(`${signal} ends what was started and leaves nothing behind`, async t => {
		const {folder, child, ended} = bench(t, ['--neurons', '300000', '-o', 'bench.png', ...small]);
		const workers = await startedBy(child.pid ?? 0);
		t.true(workers.length > 0);
		child.kill(signal);
		const {code} = await ended;
		t.is(code, exitCode);
		t.deepEqual(readdirSync(folder), []);
		t.true(
			workers.every(
				pid => !existsSync(`/proc/${pid}`) || /^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'latin1')),
			),
		);
	});
}

/** The children of a process, as soon as there is one; Linux tells. */
async function startedBy(pid: number): Promise<string[]> {
	for (;;) {
		const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim();
		if (children !== '') return children.split(' ');
		await new Promise(resolve => setTimeout(resolve, 20));
	}
}

const wrong: readonly (readonly [args: readonly string[], message: RegExp])[] = [
	[['--neurons', '1000,x'], /^connectop: --neurons x: use whole numbers from 14 to 16000000$/],
	[['--threads', '0'], /^connectop: --threads 0: use whole numbers from 1 to 128$/],
	[['--kernel', 'wsm'], /^connectop: --kernel wsm: use one of cpu, doubles, wasm, gpu.*wasm/],
	[
		['--baselines', 'c,brain2'],
		/^connectop: --baselines brain2: use one of c, numpy, numpy-in-place, numba, brian2, brian2-float32.*brian2/,
	],
	[['--parts', ''], /^connectop: --parts/],
	[['--rounds', '3'], /^connectop: --rounds 3: use whole numbers from 9 to 1000$/],
	[['-o', 'bench.svg'], /^connectop: -o bench\.svg: the picture is a PNG; give FILE\.png$/],
	[['-o', 'no/such/bench.png'], /^connectop: -o no\/such\/bench\.png: there is no such directory$/],
	[['--fast'], /^connectop: --fast: there is no such option/],
];

for (const [args, message] of wrong) {
	test(`bad input is told in one line: bench ${args.join(' ')}`, async t => {
		const {folder, ended} = bench(t, args);
		const {code, stdout, stderr} = await ended;
		t.is(stdout, '');
		t.regex(stderr.trimEnd(), message);
		t.is(stderr.trimEnd().split('\n').length, 1);
		t.true(code === 2 || code === 3);
		t.deepEqual(readdirSync(folder), []);
	});
}
