import {type ChildProcess, spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {type Ended, listen, program, built as programBuilt, root} from '../program.ts';

export {root, scratch} from '../program.ts';

/** For `test.before`: builds the program where it is stale, and gives the runs of this process an index of their own. */
export function built(): void {
	programBuilt();
	const state = mkdtempSync(join(tmpdir(), 'connectop-state-'));
	process.env['XDG_STATE_HOME'] = state;
	process.once('exit', () => rmSync(state, {recursive: true, force: true}));
}

/** The built library: its threads start faster than those of the sources. */
export const library = (): Promise<typeof import('../../source/index.ts')> => import(join(root, 'dist', 'index.js'));

/** Starts the built program without a screen in a folder, where it keeps its index of runs too. */
export function start(folder: string, args: readonly string[]): ChildProcess {
	const env = {...process.env, XDG_STATE_HOME: join(folder, 'state'), XDG_RUNTIME_DIR: folder, XDG_CONFIG_HOME: folder};
	return spawn(process.execPath, [program, '--no-ui', ...args], {cwd: folder, env, stdio: ['pipe', 'pipe', 'pipe']});
}

/** How a program ended, and its lines on stdout that are whole. */
export interface Finished extends Omit<Ended, 'stdout'> {
	readonly records: readonly Record<string, unknown>[];
}

/** What a program said and how it ended. */
export async function finish(child: ChildProcess): Promise<Finished> {
	const {stdout, ...end} = await listen(child).ended;
	const lines = stdout.split('\n').slice(0, -1);
	return {...end, records: lines.map(line => JSON.parse(line) as Record<string, unknown>)};
}

/** Runs the program to its end without any input. */
export function run(folder: string, args: readonly string[]): Promise<Finished> {
	const child = start(folder, args);
	child.stdin?.end();
	return finish(child);
}
