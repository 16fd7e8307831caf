import type {ChildProcess} from 'node:child_process';
import {globSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import type {ExecutionContext} from 'ava';
import {rebuildWhenStale} from '../scripts/freshness.js';

/** The package's own folder. */
export const root = fileURLToPath(new URL('../', import.meta.url));
/** What the tests run: the program as it is shipped. */
export const program = join(root, 'dist', 'cli.js');

/** For `test.before`: builds the program where its sources are newer, unless `npm test` has. Throws what the build says. */
export function built(): void {
	if (process.env['CONNECTOP_BUILT'] === undefined) rebuildWhenStale(root);
}

/** A folder of its own for a test, removed when the test is over. */
export function scratch(t: ExecutionContext): string {
	const folder = mkdtempSync(join(tmpdir(), 'connectop-'));
	t.teardown(() => {
		killRuns(folder);
		rmSync(folder, {recursive: true, force: true, maxRetries: 5});
	});
	return folder;
}

/** Runs outlive the screens they were started from: those that a test leaves behind are killed. */
function killRuns(folder: string): void {
	for (const lock of globSync('**/run.lock', {cwd: folder})) {
		const {pid} = JSON.parse(readFileSync(join(folder, lock), 'utf8')) as {pid: number};
		try {
			if (pid !== process.pid) process.kill(pid, 'SIGKILL');
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it has ended by itself
		}
	}
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

/** Gathers what a program says until it ends. */
export function listen(child: ChildProcess): Going {
	let [stdout, stderr] = ['', ''];
	child.stdout?.setEncoding('utf8').on('data', text => (stdout += text));
	child.stderr?.setEncoding('utf8').on('data', text => (stderr += text));
	const {promise: ended, resolve, reject} = Promise.withResolvers<Ended>();
	child.on('error', reject);
	child.on('close', (code, signal) => resolve({code, signal, stdout, stderr}));
	return {child, ended, stdout: () => stdout, stderr: () => stderr};
}
