import {randomBytes} from 'node:crypto';
import {constants, link, mkdir, open, rm, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import process from 'node:process';
import {z} from 'zod';
import {ConnectopError, messageOf} from '../base/errors.ts';
import {stateHome} from '../records/state-home.ts';
import type {Keys} from './auth.ts';
import {keyVariable} from './key-variable.ts';

const shape = z.object({operator: z.string().min(16), viewer: z.string().min(16)});

/** The file that holds the keys of this user's APIs. */
export const keysFile = (): string => join(stateHome(), 'connectop', 'api-keys.json');

/** The keys of the API: from the environment, else from a file of the user's own that is made at the first start. Throws `api-keys`. */
export async function apiKeys(): Promise<Keys> {
	const given = process.env[keyVariable];
	if (given !== undefined && given !== '') {
		if (given.length >= 16) return {operator: given};
		throw new ConnectopError('invalid', 'api-keys', `${keyVariable}: use a key of 16 characters or more`);
	}
	const path = keysFile();
	return (await readKeys(path)) ?? (await newKeys(path));
}

/** The keys in the file; undefined when there is none. A file that others can read is no secret. */
async function readKeys(path: string): Promise<Keys | undefined> {
	const refused = (why: string, cause?: unknown) =>
		new ConnectopError('invalid', 'api-keys', `${path}: ${why}; remove it to have new keys`, {cause});
	let text: string;
	try {
		const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
		try {
			if (((await file.stat()).mode & 0o077) !== 0) throw refused('others can read it');
			text = await file.readFile('utf8');
		} finally {
			await file.close();
		}
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw error instanceof ConnectopError ? error : refused(messageOf(error), error);
	}
	try {
		return shape.parse(JSON.parse(text));
	} catch (error) {
		throw refused(`holds no keys (${firstLine(error)})`, error);
	}
}

/** Written aside and linked, so that of two servers that start at once, in one process or in two, both take the keys of one, and nobody ever sees half a file. */
async function newKeys(path: string): Promise<Keys> {
	const key = () => randomBytes(24).toString('base64url');
	const keys = {operator: key(), viewer: key()};
	const draft = `${path}.${randomBytes(6).toString('hex')}.tmp`;
	try {
		await mkdir(dirname(path), {recursive: true, mode: 0o700});
		await writeFile(draft, `${JSON.stringify(keys, undefined, 2)}\n`, {mode: 0o600, flag: 'wx'});
		await link(draft, path);
		return keys;
	} catch (error) {
		const others = (error as NodeJS.ErrnoException).code === 'EEXIST' ? await readKeys(path) : undefined;
		if (others) return others;
		throw new ConnectopError('failed', 'api-keys', `${path}: can't be written: ${messageOf(error)}`, {cause: error});
	} finally {
		await rm(draft, {force: true});
	}
}

const firstLine = (error: unknown): string => messageOf(error).split('\n', 1)[0] ?? '';
