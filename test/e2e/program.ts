import {type SpawnOptions, spawn} from 'node:child_process';
import {join} from 'node:path';
import process from 'node:process';
import type {ExecutionContext} from 'ava';
import {type Ended, type Going, listen, program} from '../program.ts';

export {built, type Going, program, root, scratch} from '../program.ts';

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
		XDG_RUNTIME_DIR: folder,
		XDG_CONFIG_HOME: folder,
	};
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
	return listen(child);
}

/** Runs the program to its end. */
export const run = (t: ExecutionContext, folder: string, args: readonly string[]): Promise<Ended> =>
	start(t, folder, args).ended;
