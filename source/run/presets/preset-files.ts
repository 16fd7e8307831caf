import {randomUUID} from 'node:crypto';
import {existsSync} from 'node:fs';
import {link, mkdir, readdir, readFile, rename, rm, stat} from 'node:fs/promises';
import {join} from 'node:path';
import process from 'node:process';
import {ConnectopError, messageOf} from '../../base/errors.ts';
import {configHome} from '../../records/config-home.ts';
import {afterwards, fileFailure, syncFolder, writeDraft} from '../../records/files.ts';
import {presetName} from './preset-name.ts';
import {type Preset, readPreset, refused} from './preset-text.ts';

/** Far more than all parameters with all remarks. */
const mostBytes = 256 * 1024;
const ending = '.toml';

/** A preset of the user's as a list shows it: what it holds, or why it can't be read. */
export interface SavedPreset {
	readonly name: string;
	readonly preset: Preset | undefined;
	readonly error: string | undefined;
}

/** The folder of the user's presets. */
export const presetFolder = (environment: Readonly<Record<string, string | undefined>> = process.env): string =>
	join(configHome(environment), 'connectop', 'presets');

/** The file of a preset. Throws a usage error for a name that none can have. */
export const presetFile = (name: string, environment?: Readonly<Record<string, string | undefined>>): string =>
	join(presetFolder(environment), `${presetName(name)}${ending}`);

/** Reads the preset of that name. Throws one line that names the file. */
export async function loadPreset(name: string): Promise<Preset> {
	const file = presetFile(name);
	const shown = `${presetName(name)}${ending}`;
	try {
		const {size} = await stat(file);
		if (size > mostBytes) throw refused(`${file}: is no preset: it holds ${size} bytes`);
		return readPreset(new TextDecoder('utf-8', {fatal: true}).decode(await readFile(file)), shown);
	} catch (error) {
		if (error instanceof ConnectopError) throw error;
		const {code} = error as NodeJS.ErrnoException;
		if (code === 'ENOENT' || code === 'ENOTDIR') throw refused(`preset "${name}": there is no ${file}`, error);
		if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') throw refused(`${file}: is no text in UTF-8`, error);
		throw refused(`${file}: can't be read: ${messageOf(error)}`, error);
	}
}

/** The user's presets by name. One that can't be read is told with the reason. */
export async function listPresets(): Promise<readonly SavedPreset[]> {
	const names = await presetNames();
	return Promise.all(
		names.map(async (name): Promise<SavedPreset> => {
			try {
				return {name, preset: await loadPreset(name), error: undefined};
			} catch (error) {
				return {name, preset: undefined, error: messageOf(error)};
			}
		}),
	);
}

/** Names of the user's presets; other files of their folder are none. */
export async function presetNames(): Promise<readonly string[]> {
	const folder = presetFolder();
	try {
		const files = await readdir(folder);
		const names = files.filter(each => each.endsWith(ending)).map(each => each.slice(0, -ending.length));
		return names.filter(isName).toSorted((a, b) => a.localeCompare(b));
	} catch (error) {
		const {code} = error as NodeJS.ErrnoException;
		if (code === 'ENOENT' || code === 'ENOTDIR') return [];
		throw refused(`${folder}: can't be read: ${messageOf(error)}`, error);
	}
}

function isName(name: string): boolean {
	try {
		return presetName(name) === name;
	} catch (error) {
		if (error instanceof ConnectopError) return false;
		throw error;
	}
}

/**
Saves a preset, whole or not at all. Gives its path, or undefined when one of this name is there and is not to be replaced: then nothing was
written. Throws one line that names the file.
*/
export async function savePreset(name: string, text: string, replace: boolean): Promise<string | undefined> {
	const file = presetFile(name);
	const draft = `${file}.${randomUUID()}.tmp`;
	const clean = () => rm(draft, {force: true});
	try {
		await mkdir(presetFolder(), {recursive: true, mode: 0o700});
		await writeDraft(draft, [Buffer.from(text)]);
		const placed = await (replace ? rename(draft, file).then(() => true) : appear(draft, file));
		await clean();
		if (!placed) return undefined;
		await syncFolder(presetFolder());
		return file;
	} catch (error) {
		throw fileFailure(await afterwards(error, clean), file);
	}
}

/** Gives a file its name, and says false when another has it: also one that came this moment is not replaced. */
async function appear(draft: string, file: string): Promise<boolean> {
	try {
		await link(draft, file);
	} catch (error) {
		const {code} = error as NodeJS.ErrnoException;
		if (code === 'EEXIST') return false;
		// A file system without links.
		if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
		if (existsSync(file)) return false;
		await rename(draft, file);
	}
	return true;
}
