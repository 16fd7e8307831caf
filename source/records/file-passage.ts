import {createHash} from 'node:crypto';
import {type FileHandle, open} from 'node:fs/promises';

/** Read at once, and looked at while the next is read: some milliseconds of work. */
const sliceBytes = 4 * 1024 * 1024;

/** A file that is read from its beginning to its end, each byte once. */
export interface FilePassage {
	/** Bytes of the file when it was opened. */
	readonly size: number;
	/** Where the next byte stands. */
	readonly at: number;
	/** The bytes at some place, without going there; fewer where the file ends. */
	peek(at: number, bytes: number): Promise<Uint8Array>;
	/** The next bytes, few. */
	take(bytes: number): Promise<Uint8Array>;
	/** Fills memory, shared or not, with the next bytes; `seen` gets them in order, a slice at a time. */
	fill(target: Uint8Array, seen?: (slice: Uint8Array) => void): Promise<void>;
	/** Goes on to a later place. */
	passTo(place: number, seen?: (slice: Uint8Array) => void): Promise<void>;
	/** SHA-256 of all that was passed, hex. */
	sha256(): string;
}

/** Told how many bytes of all were passed. */
type Told = (done: number, total: number) => void;

/**
Opens a file for `work` and closes it after that; `told` is told of each slice. Throws what the system does, and a plain Error when the file gets
shorter meanwhile.
*/
export async function passFile<T>(path: string, work: (passage: FilePassage) => Promise<T>, told?: Told): Promise<T> {
	const file = await open(path, 'r');
	try {
		return await work(passageOf(file, (await file.stat()).size, told));
	} finally {
		await file.close();
	}
}

function passageOf(file: FileHandle, size: number, told: Told | undefined): FilePassage {
	const hash = createHash('sha256');
	let at = 0;

	/** Passes so many bytes through `memory`, which gives the place for each slice; one is looked at while the next is read. */
	async function pass(bytes: number, memory: (done: number) => Uint8Array, seen?: (slice: Uint8Array) => void) {
		let before: Uint8Array | undefined;
		const look = (slice: Uint8Array) => {
			hash.update(slice);
			seen?.(slice);
		};
		for (let done = 0; done < bytes; ) {
			const slice = memory(done);
			const reading = readAll(file, slice, at);
			if (before) look(before);
			await reading;
			before = slice;
			done += slice.length;
			at += slice.length;
			told?.(at, size);
		}
		if (before) look(before);
	}

	const fill: FilePassage['fill'] = (target, seen) =>
		pass(target.length, done => target.subarray(done, done + sliceBytes), seen);

	return {
		size,
		get at() {
			return at;
		},
		async peek(place, bytes) {
			const target = new Uint8Array(Math.max(0, Math.min(bytes, size - place)));
			await readAll(file, target, place);
			return target;
		},
		async take(bytes) {
			const target = new Uint8Array(bytes);
			await fill(target);
			return target;
		},
		fill,
		passTo(place, seen) {
			const bytes = place - at;
			const room = Math.min(bytes, sliceBytes);
			let [next, other] = [new Uint8Array(room), new Uint8Array(bytes > room ? room : 0)];
			const memory = (done: number) => {
				[next, other] = [other, next];
				return other.subarray(0, bytes - done);
			};
			return pass(bytes, memory, seen);
		},
		sha256: () => hash.digest('hex'),
	};
}

async function readAll(file: FileHandle, target: Uint8Array, place: number): Promise<void> {
	for (let done = 0; done < target.length; ) {
		const {bytesRead} = await file.read(target, done, target.length - done, place + done);
		if (bytesRead === 0) throw new Error('it is cut');
		done += bytesRead;
	}
}

/** SHA-256 of a file as it can be read now, hex; a piece of it in memory at a time. */
export const hashFile = (path: string): Promise<string> =>
	passFile(path, async passage => {
		await passage.passTo(passage.size);
		return passage.sha256();
	});
