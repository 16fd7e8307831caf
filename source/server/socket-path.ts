import {createHash} from 'node:crypto';
import {lstat, mkdir} from 'node:fs/promises';
import {tmpdir, userInfo} from 'node:os';
import {isAbsolute, join} from 'node:path';
import process from 'node:process';
import {ConnectopError, messageOf} from '../base/errors.ts';

/** What a socket's address holds on Linux and, with three bytes less, elsewhere; a longer path is cut silently by some versions of Node. */
const mostBytes = 103;

/** Where sockets may lie, the best first: always on this machine, never on a shared disk. */
export function socketDirectories(): readonly string[] {
	const runtime = process.env['XDG_RUNTIME_DIR'] ?? '';
	const mine = `connectop-${userInfo().uid}`;
	const found = [
		...(isAbsolute(runtime) ? [join(runtime, 'connectop')] : []),
		...[tmpdir(), '/tmp'].map(each => join(each, mine)),
	];
	return [...new Set(found)];
}

/** The name of a run's socket: the same for every process that goes on with the run in `directory`. */
const socketName = (directory: string): string =>
	`${createHash('sha256').update(directory).digest('hex').slice(0, 16)}.sock`;

/** Makes the directory of sockets, for its owner alone. Throws `socket` when no place will do: one line for all that were tried. */
export async function socketDirectory(): Promise<string> {
	const refused: string[] = [];
	for (const folder of socketDirectories()) {
		const bytes = Buffer.byteLength(join(folder, socketName('')));
		const why =
			bytes > mostBytes
				? `${folder} is too long for a socket (${bytes} bytes with the name, at most ${mostBytes})`
				: await unfit(folder);
		if (why === undefined) return folder;
		refused.push(why);
	}
	throw new ConnectopError('failed', 'socket', `no place for the control socket: ${refused.join('; ')}`);
}

/** The path of the socket of the run in `directory`. Throws `socket`. */
export const socketPath = async (directory: string): Promise<string> =>
	join(await socketDirectory(), socketName(directory));

/** Why a folder can't hold sockets; it is made when it is missing. Anybody may make names in /tmp, so the owner is looked at. */
async function unfit(folder: string): Promise<string | undefined> {
	try {
		await mkdir(folder, {mode: 0o700}).catch((error: NodeJS.ErrnoException) => {
			if (error.code !== 'EEXIST') throw error;
		});
		const found = await lstat(folder);
		if (!found.isDirectory()) return `${folder} is no directory`;
		if (found.uid !== userInfo().uid) return `${folder} belongs to another user`;
		if ((found.mode & 0o077) !== 0) return `${folder} is open to others; chmod 700 mends that`;
		return undefined;
	} catch (error) {
		return messageOf(error);
	}
}
