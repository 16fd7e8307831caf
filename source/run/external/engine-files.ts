import {createHash} from 'node:crypto';
import {existsSync, readFileSync, statSync} from 'node:fs';
import {resolve} from 'node:path';
import type {EngineCommand} from './engine-model.ts';

/** Larger files are no code. */
const mostBytes = 16 * 1024 * 1024;

/** SHA-256 of the files that a command names, by the words that name them: the code that runs, as far as can be told from outside. */
export function engineFiles({command, cwd}: EngineCommand): Readonly<Record<string, string>> {
	// What is written to is no code.
	const words = [...command.replaceAll(/\d?>>?\s*\S+/g, ' ').matchAll(/"([^"]*)"|'([^']*)'|([^\s"']+)/g)].map(
		([, a, b, c]) => a ?? b ?? c ?? '',
	);
	const files = words.filter(word => /\.\w{1,6}$/.test(word) && isCode(resolve(cwd, word)));
	return Object.fromEntries(files.map(word => [word, hashOf(resolve(cwd, word))]));
}

/** The files that are others than they were. */
export function changedFiles(engine: EngineCommand): readonly string[] {
	const now = engineFiles(engine);
	return Object.entries(engine.files ?? {}).flatMap(([word, sha256]) => (now[word] === sha256 ? [] : [word]));
}

function isCode(path: string): boolean {
	if (!existsSync(path)) return false;
	const found = statSync(path);
	return found.isFile() && found.size <= mostBytes;
}

const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
