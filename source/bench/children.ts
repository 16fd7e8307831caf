import {type ChildProcess, type SpawnOptions, spawn} from 'node:child_process';
import {once} from 'node:events';
import {type Dirent, mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {whereabouts} from '../run/process-identity.ts';
import {lockName, lockOwner} from '../run/run-lock.ts';

/** Everything a benchmark starts and writes, so that nothing of it stays behind. */
export interface Scene {
	/** A folder for what it writes; gone when it ends. */
	readonly folder: string;
	spawn(file: string, args: readonly string[], options?: SpawnOptions): ChildProcess;
	/** Ends all that is left of it at once and removes the folder. May be called again. */
	clear(): void;
}

/** A scene with a folder among the system's temporary ones, or in TMPDIR. */
export function openScene(): Scene {
	const folder = mkdtempSync(join(tmpdir(), 'connectop-bench-'));
	const going = new Set<ChildProcess>();
	return {
		folder,
		spawn(file, args, options = {}) {
			const child = spawn(file, args, options);
			going.add(child);
			child.on('exit', () => going.delete(child));
			child.on('error', () => going.delete(child));
			return child;
		},
		clear() {
			for (const child of going) child.kill('SIGKILL');
			killRuns(folder);
			rmSync(folder, {recursive: true, force: true, maxRetries: 5});
		},
	};
}

/** How a short program ended and what it said. A program that is not there ends with undefined. */
export async function finished(
	scene: Scene,
	file: string,
	args: readonly string[],
	env?: NodeJS.ProcessEnv,
): Promise<{readonly code: number | null | undefined; readonly stdout: string; readonly stderr: string}> {
	const child = scene.spawn(file, args, {stdio: ['ignore', 'pipe', 'pipe'], ...(env && {env})});
	let [stdout, stderr] = ['', ''];
	child.stdout?.setEncoding('utf8').on('data', text => (stdout += text));
	child.stderr?.setEncoding('utf8').on('data', text => (stderr += text));
	try {
		const [code] = (await once(child, 'close')) as [number | null];
		return {code, stdout, stderr};
	} catch (error) {
		return {code: undefined, stdout, stderr: String(error)};
	}
}

/** A run that has a screen goes on in a process that is no child of ours; its lock tells which. */
function killRuns(folder: string): void {
	for (const run of runsIn(folder)) {
		const owner = lockOwner(run);
		if (!owner || owner.pid === process.pid || whereabouts(owner) !== 'alive') continue;
		try {
			process.kill(owner.pid, 'SIGKILL');
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it has ended meanwhile
		}
	}
}

/** The directories of all runs in a folder that have a lock; of what is gone, or goes meanwhile, there are none. */
function* runsIn(folder: string): Generator<string> {
	let entries: Dirent[];
	try {
		entries = readdirSync(folder, {withFileTypes: true});
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
		throw error;
	}
	for (const entry of entries) {
		if (entry.isDirectory()) yield* runsIn(join(folder, entry.name));
		else if (entry.name === lockName) yield folder;
	}
}
