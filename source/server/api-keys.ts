import {randomBytes} from 'node:crypto';
import {link, mkdir, readFile, rm, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import process from 'node:process';
import {z} from 'zod';
import {ConnectopError, messageOf} from '../base/errors.ts';
import {stateHome} from '../records/run-directory.ts';
import type {Keys} from './auth.ts';

/** Variable that brings the operator's key, and then no file is looked at. */
export const keyVariable = 'CONNECTOP_OPERATOR_KEY';

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
	try {
		return shape.parse(JSON.parse(await readFile(path, 'utf8')));
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return newKeys(path);
		throw new ConnectopError(
			'invalid',
			'api-keys',
			`${path}: holds no keys (${firstLine(error)}); remove it to have new ones`,
			{cause: error},
		);
	}
}

/** Written aside and linked, so that of two programs that start at once both take the keys of one, and nobody ever sees half a file. */
async function newKeys(path: string): Promise<Keys> {
	const key = () => randomBytes(24).toString('base64url');
	const draft = `${path}.${process.pid}.tmp`;
	await mkdir(dirname(path), {recursive: true});
	try {
		await writeFile(draft, `${JSON.stringify({operator: key(), viewer: key()}, undefined, 2)}\n`, {mode: 0o600});
		await link(draft, path);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
			throw new ConnectopError('failed', 'api-keys', `${path}: can't be written: ${messageOf(error)}`, {cause: error});
	} finally {
		await rm(draft, {force: true});
	}
	return apiKeys();
}

const firstLine = (error: unknown): string => messageOf(error).split('\n', 1)[0] ?? '';
