import {type ChildProcess, execFileSync, type SpawnOptions, spawn} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import type {ExecutionContext} from 'ava';

/** The package's own folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url));
/** What the tests run: the program as it is shipped. */
export const program = join(root, 'dist', 'cli.js');

/** Builds the program where nobody has. */
export function built(): void {
	if (existsSync(program)) return;
	execFileSync(process.execPath, [join(root, 'build.js')], {cwd: root, stdio: ['ignore', 2, 2]});
}

/** A folder of its own for a test, removed when the test is over. */
export function scratch(t: ExecutionContext): string {
	const folder = mkdtempSync(join(tmpdir(), 'connectop-'));
	t.teardown(() => rmSync(folder, {recursive: true, force: true, maxRetries: 5}));
	return folder;
}

/** The environment of a person's shell: no CI, UTF-8, and the index of runs in the test's own folder. */
export function environment(folder: string): Record<string, string> {
	const {CI: _ci, CONTINUOUS_INTEGRATION: _integration, NO_COLOR: _none, FORCE_COLOR: _force, ...rest} = process.env;
	return {
		...(rest as Record<string, string>),
		LANG: 'C.UTF-8',
		LC_ALL: 'C.UTF-8',
		TERM: 'xterm-256color',
		COLORTERM: 'truecolor',
		XDG_STATE_HOME: join(folder, 'state'),
	};
}

/** How a program ended and what it said. */
export interface Ended {
	readonly code: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly stdout: string;
	readonly stderr: string;
}

/** A program that is going on without a terminal. */
export interface Going {
	readonly child: ChildProcess;
	readonly ended: Promise<Ended>;
	/** What it has said on stdout so far. */
	stdout(): string;
	stderr(): string;
}

/** Starts the program without a terminal; whatever is left of it is killed when the test is over. */
export function start(
	t: ExecutionContext,
	folder: string,
	args: readonly string[],
	{stdio = ['ignore', 'pipe', 'pipe']}: Pick<SpawnOptions, 'stdio'> = {},
): Going {
	const child = spawn(process.execPath, [program, ...args], {cwd: folder, env: environment(folder), stdio});
	t.teardown(() => void child.kill('SIGKILL'));
	let [stdout, stderr] = ['', ''];
	child.stdout?.setEncoding('utf8').on('data', text => (stdout += text));
	child.stderr?.setEncoding('utf8').on('data', text => (stderr += text));
	const {promise: ended, resolve, reject} = Promise.withResolvers<Ended>();
	child.on('error', reject);
	child.on('close', (code, signal) => resolve({code, signal, stdout, stderr}));
	return {child, ended, stdout: () => stdout, stderr: () => stderr};
}

/** Runs the program to its end. */
export const run = (t: ExecutionContext, folder: string, args: readonly string[]): Promise<Ended> =>
	start(t, folder, args).ended;
