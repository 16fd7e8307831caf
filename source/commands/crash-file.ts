import {mkdirSync, statSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {timeId} from '../records/create-run-directory.ts';
import {stateHome} from '../records/state-home.ts';

/** Where a report goes when there is no run to put it to. */
export const crashFolder = (): string => join(stateHome(), 'connectop', 'crashes');

/**
Writes `crash-<time>.json`, for its owner alone, into the first folder that takes it; an existing file stays as it is. Never throws: gives the path,
or why no folder took it, one line each.
*/
export function writeCrashFile(
	text: string,
	at: Date,
	folders: readonly string[],
): {readonly path: string} | {readonly refused: readonly string[]} {
	const refused: string[] = [];
	for (const folder of folders) {
		try {
			makeFolder(folder);
			return {path: writeNew(folder, `crash-${timeId(at)}`, text)};
		} catch (error) {
			refused.push(error instanceof Error ? error.message : String(error));
		}
	}
	return {refused};
}

function writeNew(folder: string, name: string, text: string): string {
	for (let n = 1; ; n++) {
		const path = join(folder, `${name}${n === 1 ? '' : `-${n}`}.json`);
		try {
			writeFileSync(path, text, {flag: 'wx', mode: 0o600});
			return path;
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		}
	}
}

/** Node's own recursive mkdir never returns where a file system refuses new names, as /proc does. */
function makeFolder(path: string): void {
	try {
		mkdirSync(path, {mode: 0o700});
	} catch (error) {
		const {code} = error as NodeJS.ErrnoException;
		if (code === 'EEXIST' && statSync(path).isDirectory()) return;
		if (code !== 'ENOENT' || dirname(path) === path || isFolder(dirname(path))) throw error;
		makeFolder(dirname(path));
		mkdirSync(path, {mode: 0o700});
	}
}

const isFolder = (path: string): boolean => statSync(path, {throwIfNoEntry: false})?.isDirectory() === true;
