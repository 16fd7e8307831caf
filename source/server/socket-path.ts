import {createHash} from 'node:crypto';
import {lstat, mkdir, readdir, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {isAbsolute, join} from 'node:path';
import process from 'node:process';
import {ConnectopError, messageOf} from '../base/errors.ts';

/** What a socket's address holds on Linux and, with three bytes less, elsewhere; a longer path is cut silently by some versions of Node. */
const mostBytes = 103;

/** A user need not have a name: containers run with bare numbers. */
const uid = process.getuid?.() ?? -1;

/** Where sockets may lie, the best first: always on this machine, never on a shared disk. */
export function socketDirectories(): readonly string[] {
	const runtime = process.env['XDG_RUNTIME_DIR'] ?? '';
	const mine = `connectop-${uid}`;
	const found = [
		...(isAbsolute(runtime) ? [join(runtime, 'connectop')] : []),
		...[tmpdir(), '/tmp'].map(each => join(each, mine)),
	];
	return [...new Set(found)];
}

/** What the names of a run's sockets begin with. */
const socketPrefix = (directory: string): string =>
	`${createHash('sha256').update(directory).digest('hex').slice(0, 16)}-`;

/** Each process has its own: one that ends takes its socket with it, not that of the process that goes on with the run. */
const socketName = (directory: string): string => `${socketPrefix(directory)}${process.pid}.sock`;

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

/** The path of the socket of the run in `directory`, whose lock is held: what killed processes left of it is removed. Throws `socket`. */
export async function socketPath(directory: string): Promise<string> {
	const folder = await socketDirectory();
	for (const name of await readdir(folder))
		if (name.startsWith(socketPrefix(directory))) await rm(join(folder, name), {force: true});
	return join(folder, socketName(directory));
}

/** Why a folder can't hold sockets; it is made when it is missing. Anybody may make names in /tmp, so the owner is looked at. */
async function unfit(folder: string): Promise<string | undefined> {
	try {
		await mkdir(folder, {mode: 0o700}).catch((error: NodeJS.ErrnoException) => {
			if (error.code !== 'EEXIST') throw error;
		});
		const found = await lstat(folder);
		if (!found.isDirectory()) return `${folder} is no directory`;
		if (found.uid !== uid) return `${folder} belongs to another user`;
		if ((found.mode & 0o077) !== 0) return `${folder} is open to others; chmod 700 mends that`;
		return undefined;
	} catch (error) {
		return messageOf(error);
	}
}
