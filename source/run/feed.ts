import {closeSync, createReadStream, openSync, readSync, statSync} from 'node:fs';
import type {Readable} from 'node:stream';
import {setTimeout as delay} from 'node:timers/promises';
import {ConnectopError, messageOf} from '../base/errors.ts';
import {type FeedCounts, LineQueue} from './line-queue.ts';

/** Reading of a live feed is capped, so that a flood leaves the processor to the run. */
const mostBytesASecond = 16 * 1024 * 1024;

/** Where a run's stimulus comes from. The engine asks with `want`; the answer comes when there is one. */
export interface Feed {
	/** `live`: as much as there is, once a tick. A number: messages a model second. */
	readonly rate: number | 'live';
	/** At most `count` messages may be given to `give`, once; at the end of the feed an empty list is never given. */
	want(count: number): void;
	readonly counts: FeedCounts;
	/** Resolves when the source has ended and everything was taken; rejects when it can't be read. */
	readonly done: Promise<void>;
	close(): void;
}

/** stdin or another stream: the newest lines are kept, older ones dropped and counted. */
export function liveFeed(stream: Readable, give: (texts: readonly string[]) => void): Feed {
	const queue = new LineQueue();
	let wanted = 0;
	let closed = false;
	const offer = () => {
		if (wanted === 0 || queue.size === 0) return;
		const count = wanted;
		wanted = 0;
		give(queue.take(count));
	};
	const read = async () => {
		let allowance = mostBytesASecond;
		let since = performance.now();
		for await (const chunk of stream) {
			if (closed) return;
			queue.push(chunk as Buffer);
			offer();
			allowance -= (chunk as Buffer).length;
			if (allowance > 0) continue;
			const rest = 1000 - (performance.now() - since);
			if (rest > 0) await delay(rest, undefined, {ref: false});
			allowance = mostBytesASecond;
			since = performance.now();
		}
		queue.end();
		offer();
	};
	return {
		rate: 'live',
		want(count) {
			wanted = count;
			offer();
		},
		get counts() {
			return queue.counts;
		},
		done: ended(read(), () => closed),
		close() {
			closed = true;
			stream.destroy();
		},
	};
}

/** A file, at `rate` messages a model second, without its first `skip`; nothing is dropped. Throws a configuration error when the file is missing. */
export function fileFeed(file: string, rate: number, give: (texts: readonly string[]) => void, skip = 0): Feed {
	checkFile(file);
	const stream = createReadStream(file, {highWaterMark: 64 * 1024});
	const queue = new LineQueue();
	let wanted = 0;
	let resume: () => void = () => undefined;
	let closed = false;
	let left = skip;
	const offer = () => {
		if (left > 0) left -= queue.take(left).length;
		if (wanted > 0 && queue.size > 0) {
			const texts = queue.take(wanted);
			wanted = 0;
			give(texts);
		}
		if (!queue.filling) resume();
	};
	const read = async () => {
		for await (const chunk of stream) {
			// In slices, so that the queue never holds more than it keeps.
			for (let from = 0; from < (chunk as Buffer).length && !closed; from += 512) {
				queue.push((chunk as Buffer).subarray(from, from + 512));
				offer();
				if (queue.filling) await new Promise<void>(resolve => (resume = resolve));
			}
		}
		queue.end();
		offer();
		while (queue.size > 0 && !closed) await new Promise<void>(resolve => (resume = resolve));
	};
	return {
		rate,
		want(count) {
			wanted = count;
			offer();
			resume();
		},
		get counts() {
			return queue.counts;
		},
		done: ended(read(), () => closed),
		close() {
			closed = true;
			resume();
			stream.destroy();
		},
	};
}

/** The end of a source. Closing it early is none of its failures; whoever never asks is not disturbed by one. */
function ended(reading: Promise<void>, closed: () => boolean): Promise<void> {
	const done = reading.catch((error: unknown) => {
		if (closed()) return;
		throw new ConnectopError('failed', 'input', `input: can't be read: ${messageOf(error)}`, {cause: error});
	});
	done.catch(() => undefined);
	return done;
}

/** Reads a byte of the file, for one may be there and not be readable. */
function checkFile(file: string): void {
	let isFile: boolean;
	try {
		isFile = statSync(file).isFile();
		if (isFile) tryToRead(file);
	} catch (error) {
		throw new ConnectopError(
			'invalid',
			'input-missing',
			`--input ${file}: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : messageOf(error)}`,
		);
	}
	if (!isFile)
		throw new ConnectopError(
			'invalid',
			'input-missing',
			`--input ${file}: is no file; use a file, - for stdin, or none`,
		);
}

function tryToRead(file: string): void {
	const opened = openSync(file, 'r');
	try {
		readSync(opened, Buffer.alloc(1));
	} finally {
		closeSync(opened);
	}
}
