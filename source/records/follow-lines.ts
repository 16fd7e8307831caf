import type {FileHandle} from 'node:fs/promises';

const newline = 10;
const blockBytes = 256 * 1024;
/** No row is as long; what is, such as the zeros that a power cut leaves, is read as an empty line and takes no memory. */
const longestLine = 64 * 1024 * 1024;

/** A whole line of a file, without its newline. */
export interface FileLine {
	readonly text: string;
	/** Bytes before it in its file. */
	readonly at: number;
}

/** Lines that follow one another, and the number of bytes up to and including the last one's newline. */
export interface LineBatch {
	readonly lines: readonly FileLine[];
	readonly end: number;
}

/** The whole lines of an open file from the byte `from` on, where a line begins. What follows the last newline is left for later. */
export async function* linesFrom(file: FileHandle, from: number): AsyncGenerator<LineBatch> {
	let buffer = Buffer.allocUnsafe(blockBytes);
	let [at, filled] = [from, 0];
	for (;;) {
		const {bytesRead} = await file.read(buffer, filled, buffer.length - filled, at + filled);
		if (bytesRead === 0) return;
		const whole = buffer.lastIndexOf(newline, filled + bytesRead - 1) + 1;
		filled += bytesRead;
		if (whole > 0) {
			yield {lines: splitLines(buffer.subarray(0, whole), at), end: at + whole};
			buffer.copyWithin(0, whole, filled);
			at += whole;
			filled -= whole;
		} else if (filled === longestLine) {
			const end = await nextNewline(file, at + filled);
			if (end === undefined) return;
			yield {lines: [{text: '', at}], end: end + 1};
			[at, filled] = [end + 1, 0];
		} else if (filled === buffer.length) {
			buffer = Buffer.concat([buffer], Math.min(2 * buffer.length, longestLine));
		}
	}
}

/** The lines of `bytes`, which end with a newline and begin at byte `at` of their file. */
function splitLines(bytes: Buffer, at: number): FileLine[] {
	const lines: FileLine[] = [];
	for (let start = 0; start < bytes.length; ) {
		const end = bytes.indexOf(newline, start);
		lines.push({text: bytes.toString('utf8', start, end), at: at + start});
		start = end + 1;
	}
	return lines;
}

async function nextNewline(file: FileHandle, from: number): Promise<number | undefined> {
	const block = Buffer.allocUnsafe(blockBytes);
	for (let at = from; ; ) {
		const {bytesRead} = await file.read(block, 0, block.length, at);
		if (bytesRead === 0) return undefined;
		const found = block.subarray(0, bytesRead).indexOf(newline);
		if (found >= 0) return at + found;
		at += bytesRead;
	}
}

/** The whole lines of the first `end` bytes, which end with a newline, from the last to the first. */
export async function* linesBackwards(file: FileHandle, end: number): AsyncGenerator<readonly FileLine[]> {
	/** Pieces of the line whose beginning is still to come, in order. */
	let [begun, begunBytes]: [Buffer[], number] = [[], 0];
	const joined = (first: Buffer): string =>
		first.length + begunBytes > longestLine ? '' : Buffer.concat([first, ...begun]).toString('utf8');
	for (let stop = end - 1; stop >= 0; ) {
		const start = Math.max(0, stop - blockBytes);
		const {buffer} = await file.read(Buffer.allocUnsafe(stop - start), 0, stop - start, start);
		const lines: FileLine[] = [];
		let to = buffer.length;
		for (let at = to > 0 ? buffer.lastIndexOf(newline) : -1; at >= 0; ) {
			lines.push({text: joined(buffer.subarray(at + 1, to)), at: start + at + 1});
			[begun, begunBytes, to] = [[], 0, at];
			at = at > 0 ? buffer.lastIndexOf(newline, at - 1) : -1;
		}
		if (start === 0) {
			lines.push({text: joined(buffer.subarray(0, to)), at: 0});
			yield lines;
			return;
		}
		begunBytes += to;
		begun = begunBytes > longestLine ? [] : [buffer.subarray(0, to), ...begun];
		yield lines;
		stop = start;
	}
}

/** The number, counted from 1, of the line that begins at byte `at`. */
export async function lineNumber(file: FileHandle, at: number): Promise<number> {
	const block = Buffer.allocUnsafe(blockBytes);
	let [line, from] = [1, 0];
	while (from < at) {
		const {bytesRead} = await file.read(block, 0, Math.min(block.length, at - from), from);
		if (bytesRead === 0) break;
		const read = block.subarray(0, bytesRead);
		for (let found = read.indexOf(newline); found >= 0; found = read.indexOf(newline, found + 1)) line++;
		from += bytesRead;
	}
	return line;
}
