import {type FileLine, lineNumber, linesFrom} from './follow-lines.ts';
import {inodeOf, logParts, type OpenPart, openPart} from './follow-parts.ts';
import type {LogPosition} from './follow-start.ts';

/*
Not @logdna/tail-file: it follows one renamed file to its end and then the new one, but loses a file that two rotations within a poll have
passed by, knows nothing of the parts before, hands on bytes and no lines, and tells its place only when it is shut.
*/

/** A whole line of a log. */
export interface LogLine extends FileLine {
	readonly inode: bigint;
}

/** Reads a log while another process writes and rotates it. */
export interface LogFollower {
	/** The whole lines that have come since the last call, in order, a batch at a time. Throws `run-directory-lost`. */
	read(): AsyncGenerator<readonly LogLine[]>;
	/** Where a line stands, as `FILE:LINE`, with the name that its file has now. */
	placeOf(line: LogLine): Promise<string>;
	close(): Promise<void>;
}

export interface FollowOptions {
	/** Where to begin, if not with the oldest line. */
	readonly start?: LogPosition | undefined;
	/** Is told in one line what becomes of the files beyond growing and being rotated. */
	note(message: string): void;
}

/** Follows a log through its rotated parts: no line is lost and none comes twice, however often it is rotated between two reads. */
export function followLog(path: string, {start, note}: FollowOptions): LogFollower {
	let current: OpenPart | undefined;
	/** Bytes up to the last whole line that was read: what came after it is read again, since its writer may cut and replace it. */
	let at = 0;
	let seen = -1;

	async function enter(part: OpenPart, from: number): Promise<void> {
		await current?.file.close();
		[current, at, seen] = [part, from, -1];
	}

	async function begin(): Promise<void> {
		const parts = await logParts(path);
		const first = parts.find(part => part.inode === start?.inode) ?? parts[0];
		if (!first) return;
		const opened = await openPart(first);
		if (opened) await enter(opened, opened.inode === start?.inode ? start.at : 0);
		else await begin(); // rotated meanwhile
	}

	/** Goes on to the file after the one with this number; false when there is none yet. */
	async function goOn(inode: bigint): Promise<boolean> {
		const parts = await logParts(path);
		const here = parts.findIndex(part => part.inode === inode);
		const next = here < 0 ? parts.findLast(part => part.path === path) : parts[here + 1];
		if (!next) return false;
		const opened = await openPart(next);
		if (!opened) return goOn(inode); // rotated meanwhile
		if (here < 0) note(`${path}: was replaced; goes on with the new file from its start`);
		await enter(opened, 0);
		return true;
	}

	async function* rest({file, inode}: OpenPart): AsyncGenerator<readonly LogLine[]> {
		const {size} = await file.stat();
		if (size === seen) return;
		seen = size;
		if (size < at || !(await endsLine(file, at))) {
			note(`${path}: was cut short; goes on from its start`);
			at = 0;
		}
		for await (const {lines, end} of linesFrom(file, at)) {
			at = end;
			yield lines.map(line => ({...line, inode}));
		}
	}

	return {
		async *read() {
			if (!current) await begin();
			while (current) {
				// Looked up before the rest is read: a file that has been renamed gets nothing more.
				const moved = (await inodeOf(path)) !== current.inode;
				yield* rest(current);
				if (!moved || !(await goOn(current.inode))) return;
			}
		},
		async placeOf(line) {
			const part = (await logParts(path)).find(({inode}) => inode === line.inode);
			const opened = part && (await openPart(part));
			if (!opened) return path;
			try {
				return `${opened.path}:${await lineNumber(opened.file, line.at)}`;
			} finally {
				await opened.file.close();
			}
		},
		async close() {
			await current?.file.close();
			current = undefined;
		},
	};
}

const newline = 10;

/** Whether a line ends before byte `at`: a file that was cut and written anew has something else there. */
async function endsLine(file: OpenPart['file'], at: number): Promise<boolean> {
	if (at === 0) return true;
	const {buffer, bytesRead} = await file.read(Buffer.alloc(1), 0, 1, at - 1);
	return bytesRead === 1 && buffer[0] === newline;
}
