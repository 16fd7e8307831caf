import {basename, join} from 'node:path';
import process from 'node:process';
import {version} from '../base/version.ts';
import type {SavedContext} from '../records/checkpoint.ts';
import {hashFile} from '../records/files.ts';
import type {Ready} from './engine.ts';
import type {RunOptions} from './options.ts';
import type {Prepared} from './prepare.ts';

/** The journal's header, and the line of each resumption: all that a replay has to know before the first entry. */
export async function journalHeader(
	directory: string,
	options: RunOptions,
	{resumed, init}: Prepared,
	ready: Ready,
	context: Omit<SavedContext, 'settings'>,
): Promise<Readonly<Record<string, unknown>>> {
	const {path, sha256, state, seq} = resumed?.checkpoint ?? {};
	return {
		kind: resumed?.run ? 'resume' : 'header',
		version,
		node: process.version,
		options,
		settings: ready.settings,
		init,
		...context,
		kernel: ready.kernel,
		substeps: ready.substeps,
		code: await codeHashes(directory, context),
		// A run may be moved, so it names its own files without their directory.
		from: path === undefined ? undefined : {file: resumed?.run ? basename(path) : path, sha256, tick: state?.tick, seq},
	};
}

/** SHA-256 of the user's files that run, as they were copied into the run. */
async function codeHashes(
	directory: string,
	{modelFile, equationsFile}: Omit<SavedContext, 'settings'>,
): Promise<Readonly<Record<string, string>>> {
	const hash = (file: string) => hashFile(join(directory, file));
	return {
		...(modelFile === undefined ? {} : {model: await hash(modelFile)}),
		...(equationsFile === undefined ? {} : {equations: await hash(equationsFile)}),
	};
}
