import type {GrowingHandle, OpenFile} from '../../source/records/growing-file.ts';

/** What goes wrong with one call: an error's code; a write takes that many bytes before. */
export interface Fault {
	readonly code: string;
	readonly taken?: number;
}

/** A file in memory whose disk fails as it is told to. */
export interface SmallFile {
	readonly open: OpenFile;
	/** What is in it. */
	bytes(): Buffer;
	/** What the next writes and syncs meet; `undefined` is no fault. */
	readonly writes: (Fault | undefined)[];
	readonly syncs: (Fault | undefined)[];
	/** Handles that are open are stale until it is opened again. */
	goStale(): void;
	/** A sync that failed has lost what was not on disk: it holds zeros. */
	loseUnsynced(): void;
	/** It is as long as that. */
	shorten(size: number): void;
}

const failed = (code: string) => Promise.reject(Object.assign(new Error(`${code}: as told`), {code}));

export function smallFile(): SmallFile {
	let content = Buffer.alloc(0);
	let synced = 0;
	let generation = 0;
	const [writes, syncs]: [(Fault | undefined)[], (Fault | undefined)[]] = [[], []];

	function put(bytes: Uint8Array, position: number): void {
		const end = position + bytes.length;
		if (end > content.length) content = Buffer.concat([content, Buffer.alloc(end - content.length)]);
		content.set(bytes, position);
	}

	function handle(): GrowingHandle {
		const own = generation;
		const fresh = async <T>(action: () => T | Promise<T>): Promise<T> => {
			await Promise.resolve();
			return own === generation ? action() : failed('ESTALE');
		};
		return {
			write: (bytes, offset, length, position) =>
				fresh(() => {
					const fault = writes.shift();
					const taken = Math.min(length, fault ? (fault.taken ?? 0) : length);
					put(bytes.subarray(offset, offset + taken), position);
					if (fault && taken > 0) writes.unshift({code: fault.code}); // the system says how much it took, and fails the next time
					return fault && taken === 0 ? failed(fault.code) : {bytesWritten: taken};
				}),
			read: ((buffer: Buffer, offset: number, length: number, position: number) =>
				fresh(() => ({
					bytesRead: content.copy(buffer, offset, position, position + length),
					buffer,
				}))) as GrowingHandle['read'],
			stat: () => fresh(() => ({size: content.length})),
			truncate: size =>
				fresh(() => {
					content = Buffer.from(content.subarray(0, size));
				}),
			datasync: () =>
				fresh(() => {
					const fault = syncs.shift();
					if (fault) return failed(fault.code);
					synced = content.length;
					return undefined;
				}),
			close: () => fresh(() => undefined),
		};
	}

	return {
		open: () => Promise.resolve(handle()),
		bytes: () => content,
		writes,
		syncs,
		goStale: () => void generation++,
		loseUnsynced: () => void content.fill(0, synced),
		shorten(size) {
			content = Buffer.from(content.subarray(0, size));
		},
	};
}
