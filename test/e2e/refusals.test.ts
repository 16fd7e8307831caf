import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {built, run, scratch, start} from './program.ts';
import {documentOf, runsIn} from './records.ts';
import {openScreen} from './terminal.ts';

test.before(built);

type Refusal = readonly [line: string, code: number, message: RegExp];

/** Each command line is refused with one line on stderr and its exit code, and leaves no run behind. */
async function refused(t: ExecutionContext, folder: string, refusals: readonly Refusal[]): Promise<void> {
	for (const [line, code, message] of refusals) {
		const before = existsSync(folder) ? readdirSync(folder) : [];
		const ended = await run(t, folder, ['--no-ui', ...line.split(' ')]);
		t.is(ended.code, code, `${line}: ${ended.stderr}`);
		t.is(ended.stdout, '', line);
		t.regex(ended.stderr, /^connectop: [^\n]+\n$/, `${line}: one line`);
		t.regex(ended.stderr, message, line);
		t.deepEqual(runsIn(folder), [], line);
		t.deepEqual(
			readdirSync(folder).filter(name => name !== 'runs'),
			before.filter(name => name !== 'runs'),
			line,
		);
	}
}

test('a value that an option does not take', t =>
	refused(t, scratch(t), [
		['--neurons 0', 2, /--neurons: 0 is not allowed; use a whole number from 1$/m],
		['--neurons 1.5', 2, /--neurons: 1\.5 is not allowed; use a whole number/],
		['--neurons many', 2, /--neurons: many is not allowed; use a whole number/],
		['--neurons 10 --k 10', 2, /-k 10: each node needs 1 to 9 neighbours when there are 10 nodes$/m],
		['--k few', 2, /-k: few is not allowed; use a whole number/],
		['--hz 0', 2, /--hz: 0 is not allowed; use a number above 0 and up to 1000$/m],
		['--hz -1', 2, /--hz: -1 is not allowed/],
		['--hz 1001', 2, /--hz: 1001 is not allowed; .* up to 1000$/m],
		['--hz abc', 2, /--hz: abc is not allowed; .* up to 1000$/m],
		['--steps 0', 2, /--steps: 0 is not allowed; use a whole number from 1$/m],
		['--duration 0', 2, /--duration: 0 is not allowed; use seconds above 0$/m],
		['--fps 99', 2, /--fps 99: use 0\.2 to 10 frames a second$/m],
		[
			'--log-every often',
			2,
			/--log-every: "often" is no interval; use seconds \(10, 0\.5\), ticks \(100t\) or 0 for never$/m,
		],
		['--viz-every 1.5t', 2, /--viz-every: "1\.5t" is no interval/],
		['--domain nowhere', 2, /domain "nowhere" is unknown; use one of quantum, .*biology_consciousness/],
		['--init nowhere', 2, /--init: "nowhere" is unknown; .*uniform, nucleate$/m],
		['--noise loud', 2, /--noise loud: use one of none, shared, node$/m],
		['--topology star', 2, /--topology star: use one of knn, ring$/m],
		['--memory lots', 2, /--memory lots: use bytes with K, M or G, such as 512M$/m],
		['--name a/b', 2, /--name a\/b: use up to 64 letters, digits, _, \. and -$/m],
	]));

test('options and parameters that there are not', t =>
	refused(t, scratch(t), [
		['--neuron 3', 2, /--neuron: there is no such option; did you mean --neurons\?$/m],
		['--nonsense 3', 2, /--nonsense: there is no such option; connectop --help lists them$/m],
		['--alpha 0.3', 2, /--alpha: there is no such option; use --param alpha=VALUE$/m],
		['--hz', 2, /--hz: the value is missing$/m],
		['--graph a.csv --graph b.csv', 2, /--graph: is given 2 times; give it once$/m],
		['--no-graph', 2, /--no-graph: there is no such option; leave out --graph$/m],
		['nonsense', 2, /nonsense: there is no such command; use one of run, attach, runs, /],
		['--param nonsense', 2, /--param nonsense: use NAME=VALUE, such as alpha=0\.3$/m],
		['--param nonsense=1', 2, /parameter "nonsense" is unknown; use one of hz, .*alpha/],
		['--param alpha=9', 2, /--param alpha: 9 is not allowed; use a number from 0 to 2$/m],
		['--graph a.csv --neurons 5', 2, /--graph brings its own nodes and edges: leave out --neurons/],
		['--model nonsense', 2, /--model: "nonsense" is unknown; use one of void, linear-rate/],
	]));

test('graph files', async t => {
	const folder = scratch(t);
	writeFileSync(join(folder, 'empty.csv'), '');
	writeFileSync(join(folder, 'malformed.csv'), 'a,b,1\nb,c,2\nc,d\n');
	writeFileSync(join(folder, 'large.txt'), Array.from({length: 20_000}, (_, i) => `${i} ${i + 1}`).join('\n'));
	await refused(t, folder, [
		['--graph missing.csv', 3, /missing\.csv: no such file$/m],
		['--graph empty.csv', 3, /empty\.csv: is empty; a graph has at least one edge$/m],
		['--graph malformed.csv', 3, /malformed\.csv, line 3: has 2 fields, but the first row has 3/],
		['--graph .', 3, /is a directory; a graph is one file$/m],
		[
			'--graph large.txt --memory 300K',
			3,
			/large\.txt: has more than 8,302 edges, and no more fit into memory: 307 KB may be used \(--memory\)$/m,
		],
		[
			'--neurons 1000000 --memory 10M',
			3,
			/--neurons 1000000: 1,000,000 nodes .* need \d+ MB of memory .*; 10\.5 MB may be used \(--memory\), enough for \S+ nodes with k 12$/m,
		],
		['--input missing.txt', 3, /--input missing\.txt: no such file$/m],
		['--input .', 3, /--input \.: is no file; use a file, - for stdin, or none$/m],
	]);
});

test('checkpoints that are damaged, foreign or missing', async t => {
	const folder = scratch(t);
	const {code} = await run(t, folder, ['--no-ui', '--neurons', '50', '--steps', '3', '--run-dir', 'good']);
	t.is(code, 0);
	const whole = readFileSync(join(folder, 'good', 'state_3.npz'));
	const flipped = Buffer.from(whole);
	const at = whole.indexOf('W.npy') + 200;
	flipped[at] = (flipped[at] ?? 0) ^ 1;
	writeFileSync(join(folder, 'flipped.npz'), flipped);
	writeFileSync(join(folder, 'half.npz'), whole.subarray(0, whole.length / 2));
	writeFileSync(join(folder, 'foreign.npz'), 'an archive of another kind');
	writeFileSync(join(folder, 'alone.npz'), whole);
	await refused(t, folder, [
		['--resume flipped.npz', 3, /flipped\.npz: /],
		['--resume half.npz', 3, /half\.npz: /],
		['--resume foreign.npz', 3, /foreign\.npz: is no whole \.npz archive/],
		['--resume alone.npz', 3, /graph-\w+\.npz/],
		['--resume missing.npz', 3, /missing\.npz: no such file$/m],
		['--resume nonsense', 3, /run "nonsense": not found; newest first, there are good$/m],
	]);
});

test('directories that a run can not have', async t => {
	const folder = scratch(t);
	mkdirSync(join(folder, 'taken'));
	writeFileSync(join(folder, 'taken', 'something'), '');
	writeFileSync(join(folder, 'file'), '');
	await refused(t, folder, [
		[
			'--run-dir taken',
			3,
			/--run-dir taken: is not empty; it holds no run, but something; use a new or empty directory/,
		],
		['--run-dir file', 3, /file: can't make the run directory: there is a file of that name$/m],
		['--run-dir file/below', 3, /can't make the run directory: a part of the path is no directory$/m],
		...(existsSync('/sys/kernel')
			? [['--run-dir /sys/x', 3, /\/sys\/x: can't make the run directory: /] as const]
			: []),
	]);
});

test("the user's code", async t => {
	const folder = scratch(t);
	const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
	write('lacks.mjs', 'export const deltaGdsp = () => 0;\n');
	write('wrong.mjs', 'export const deltaGdsp = 0;\nexport const deltaReVgsp = () => 0;\n');
	write('syntax.mjs', '// a comment\nexport const deltaGdsp = (=> 0;\n');
	write('loading.mjs', "throw new Error('not today');\n");
	await refused(t, folder, [
		['--equations missing.mjs', 3, /missing\.mjs: no such file$/m],
		['--equations lacks.mjs', 3, /lacks\.mjs: does not export deltaReVgsp; it must export the function deltaReVgsp/],
		['--equations wrong.mjs', 3, /wrong\.mjs: exports a number as deltaGdsp; it must export the function/],
		['--equations syntax.mjs', 3, /syntax\.mjs:2: can't be loaded: /],
		['--equations loading.mjs', 3, /loading\.mjs:1: can't be loaded: not today$/m],
		['--model lacks.mjs', 3, /lacks\.mjs: must export an object called model/],
	]);
	for (const [name, body, message] of [
		['throws.mjs', "throw new Error('broken');", 'throws.mjs:1: threw: broken'],
		['nan.mjs', 'return NaN;', 'nan.mjs: W of node 0 became NaN; rates and couplings must be finite'],
	] as const) {
		write(name, `export function deltaReVgsp() { ${body} }\nexport const deltaGdsp = () => 0;\n`);
		const directory = `run-${name}`;
		const {code, stderr} = await run(t, folder, [
			'--no-ui',
			'--equations',
			name,
			'--steps',
			'3',
			'--run-dir',
			directory,
		]);
		t.is(code, 3);
		t.is(stderr, `connectop: ${message}\n`);
		t.like(documentOf(join(folder, directory)), {status: 'failed'});
	}
});

test('a run that is going on is not resumed', async t => {
	const folder = scratch(t);
	const going = start(t, folder, ['--no-ui', '--neurons', '50', '--run-dir', 'live']);
	while (!going.stdout().includes('state_0.npz'))
		await new Promise(resolve => going.child.stdout?.once('data', resolve));
	const {code, stderr} = await run(t, folder, ['--no-ui', '--resume', 'live']);
	t.is(code, 3);
	t.is(stderr, `connectop: run live is going on in process ${going.child.pid}; stop it before it is resumed\n`);
	going.child.kill('SIGTERM');
	t.is((await going.ended).code, 143);
});

test('what is wrong is said before the screen is there', async t => {
	for (const [args, message] of [
		[['--fps', '99'], 'connectop: --fps 99: use 0.2 to 10 frames a second'],
		[['--neurons', '0'], 'connectop: --neurons: 0 is not allowed; use a whole number from 1'],
	] as const) {
		const folder = scratch(t);
		const screen = openScreen(t, args, {folder});
		t.is(await screen.exited, 2);
		await screen.see(new RegExp(message));
		t.is(screen.received().trim(), message, 'and nothing else');
		t.deepEqual(runsIn(folder), []);
	}
});

const full = 'a run that has no room to begin ends with one line and leaves nothing';
const mounted = process.platform === 'linux' && canMount();
(mounted ? test : test.skip)(mounted ? full : `${full} (no file system can be mounted)`, async t => {
	const folder = scratch(t);
	const disk = join(folder, 'disk');
	mkdirSync(disk);
	spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=60k', 'tmpfs', disk]);
	t.teardown(() => void spawnSync('umount', ['-l', disk]));
	const refusal = await run(t, folder, ['--no-ui', '--neurons', '5000', '--run-dir', 'disk/second']);
	t.is(refusal.code, 1);
	t.regex(refusal.stderr, /^connectop: .*: no space left to write\n$/);
	t.deepEqual(readdirSync(join(disk, 'second')), []);
});

/** Tries it where nobody else sees it. */
function canMount(): boolean {
	return spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;
}
