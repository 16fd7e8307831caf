import {readFileSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {messageOf} from '../../base/errors.ts';
import {configHome} from '../../records/config-home.ts';
import type {Environment} from './environment.ts';
import type {ConfigText} from './read-file.ts';
import {refusal} from './refusal.ts';

/** A file that was looked at. */
export interface ConfigFile {
	readonly path: string;
	readonly found: boolean;
}

/** Far more than all options with all comments. */
const mostBytes = 256 * 1024;

/** The user's own file. */
export function userConfig(environment: Environment): string {
	return join(configHome(environment), 'connectop', 'config.toml');
}

const localName = 'connectop.toml';

/**
The configuration files, the nearest first: the one that is named; none with `false`; else connectop.toml of the working directory and the user's.
Throws one line, `config`, when one can't be read, or when the one that is named is not there.
*/
export function readConfigFiles(
	named: string | false | undefined,
	environment: Environment,
): {readonly files: readonly ConfigFile[]; readonly texts: readonly ConfigText[]} {
	if (named === false) return {files: [], texts: []};
	const wanted = named === undefined ? [localName, userConfig(environment)] : [named];
	const read = wanted.map(path => ({path, text: readText(path, named !== undefined)}));
	return {
		files: read.map(({path, text}) => ({path: resolve(path), found: text !== undefined})),
		texts: read.flatMap(({path, text}) => {
			const folder = dirname(path) === '.' ? undefined : dirname(path);
			return text === undefined ? [] : [{file: path, text, folder}];
		}),
	};
}

/** The text of a file that has to be there. Throws one line, `config`. */
export const readConfigFile = (path: string): string => readText(path, true) ?? '';

function readText(path: string, needed: boolean): string | undefined {
	let bytes: Buffer;
	try {
		bytes = readFileSync(path);
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code ?? '';
		if (!needed && (code === 'ENOENT' || code === 'ENOTDIR')) return undefined;
		throw refusal(`${path}: ${reasons[code] ?? messageOf(error)}`, error);
	}
	if (bytes.length > mostBytes) throw refusal(`${path}: is no configuration: it holds ${bytes.length} bytes`);
	try {
		return new TextDecoder('utf-8', {fatal: true}).decode(bytes);
	} catch (error) {
		throw refusal(`${path}: is no text in UTF-8`, error);
	}
}

const reasons: Readonly<Record<string, string>> = {
	ENOENT: 'no such file',
	ENOTDIR: 'no such file',
	EACCES: "can't be read: no permission",
	EPERM: "can't be read: no permission",
	EISDIR: 'is a directory; a configuration is one file',
};
