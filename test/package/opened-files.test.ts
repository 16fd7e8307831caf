import {existsSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {openScreen} from '../e2e/terminal.ts';
import {built, program, root, scratch} from '../program.ts';
import {finish} from './old-node.ts';

test.before(built);

/** An environment in which the program writes down what it opens, and what it has opened so far: each file once. */
function watched(folder: string) {
	const list = join(folder, 'opened.txt');
	const environment = {
		OPENED_FILES: list,
		NODE_OPTIONS: `--import=${join(root, 'fixtures', 'programs', 'opened-files.js')}`,
		XDG_STATE_HOME: join(folder, 'state'),
	};
	// gl, for those who install it, is dozens of files and brings gpu.js.
	const isOfGl = (path: string) => /\/node_modules\/gl\/|\/gpu-js\.cjs$/.test(path);
	const opened = () => [...new Set(readFileSync(list, 'utf8').trim().split('\n'))].filter(path => !isOfGl(path));
	return {environment, opened};
}

const isCode = (path: string): boolean => /\.c?js$/.test(path) && existsSync(path);
const codeBytes = (paths: readonly string[]): number =>
	paths.filter(isCode).reduce((sum, path) => sum + statSync(path).size, 0);

function few(t: ExecutionContext, opened: readonly string[], most: number): void {
	t.log(`${opened.length} files, ${Math.round(codeBytes(opened) / 1000)} kB of code`);
	t.true(opened.includes(program), 'what is opened is seen');
	t.true(opened.length <= most, opened.join('\n'));
}

test('before the first frame of a new run at most 60 files are opened, by all processes and threads together', async t => {
	const folder = scratch(t);
	const {environment, opened} = watched(folder);
	const screen = openScreen(t, [], {folder, environment});
	await screen.until('the first frame', () => screen.received().includes('\u001B[?2026h'));
	const files = opened();
	few(t, files, 60);
	for (const part of ['run-host.js', 'engine-worker.js', 'kernel.wasm'])
		t.true(files.includes(join(root, 'dist', part)), `${part} is seen too`);
	t.deepEqual(
		files.filter(path => /contrib-parts|picture-worker|graph-worker|bench|replay|export-/.test(path)),
		[],
		'what is seldom needed waits',
	);
});

test('the help is there after 15 files and half a megabyte of code', async t => {
	const {environment, opened} = watched(scratch(t));
	const {code, stdout} = await finish(process.execPath, [program, '--help'], {env: {...process.env, ...environment}});
	t.is(code, 0);
	t.regex(stdout, /^connectop\n/);
	few(t, opened(), 15);
	t.true(codeBytes(opened()) < 600e3);
});

test('the first row without a screen needs at most 60 files', async t => {
	const folder = scratch(t);
	const {environment, opened} = watched(folder);
	const args = [program, '--no-ui', '--steps', '1', '--viz-every', '0', '--neurons', '50'];
	const {code, stdout} = await finish(process.execPath, args, {cwd: folder, env: {...process.env, ...environment}});
	t.is(code, 0);
	t.regex(stdout, /^\{"v":1,/);
	few(t, opened(), 60);
});
