import {type ChildProcess, execFileSync, spawn} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import type {ExecutionContext} from 'ava';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const program = join(root, 'dist', 'cli.js');

/** For `test.before`: builds the program where nobody has, and gives the runs of this process an index of their own. */
export function built(): void {
	if (!existsSync(program))
		execFileSync(process.execPath, [join(root, 'build.js')], {cwd: root, stdio: ['ignore', 2, 2]});
	const state = mkdtempSync(join(tmpdir(), 'connectop-state-'));
	process.env['XDG_STATE_HOME'] = state;
	process.once('exit', () => rmSync(state, {recursive: true, force: true}));
}

/** The built library: its threads start faster than those of the sources. */
export const library = (): Promise<typeof import('../../source/index.ts')> => import(join(root, 'dist', 'index.js'));

/** A folder of its own for a test, removed when the test is over. */
export function scratch(t: ExecutionContext): string {
	const folder = mkdtempSync(join(tmpdir(), 'connectop-'));
	t.teardown(() => rmSync(folder, {recursive: true, force: true}));
	return folder;
}

/** Starts the built program without a screen in a folder, where it keeps its index of runs too. */
export function start(folder: string, args: readonly string[]): ChildProcess {
	const env = {...process.env, XDG_STATE_HOME: join(folder, 'state')};
	return spawn(process.execPath, [program, '--no-ui', ...args], {cwd: folder, env, stdio: ['pipe', 'pipe', 'pipe']});
}

export interface Finished {
	readonly code: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly records: readonly Record<string, unknown>[];
	readonly stderr: string;
}

/** What a program said and how it ended. */
export async function finish(child: ChildProcess): Promise<Finished> {
	let [stdout, stderr] = ['', ''];
	child.stdout?.on('data', chunk => (stdout += chunk));
	child.stderr?.on('data', chunk => (stderr += chunk));
	const {promise, resolve, reject} = Promise.withResolvers<Pick<Finished, 'code' | 'signal'>>();
	child.on('error', reject);
	child.on('close', (code, signal) => resolve({code, signal}));
	const end = await promise;
	const records = stdout
		.split('\n')
		.slice(0, -1)
		.map(line => JSON.parse(line) as Record<string, unknown>);
	return {...end, records, stderr};
}

/** Runs the program to its end without any input. */
export function run(folder: string, args: readonly string[]): Promise<Finished> {
	const child = start(folder, args);
	child.stdin?.end();
	return finish(child);
}
