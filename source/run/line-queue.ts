/** The longest line that is kept whole; the rest of it is cut and counted. */
const mostLineBytes = 64 * 1024;
const mostLines = 1024;
const mostBytes = 4 * 1024 * 1024;
const newline = 10;

/** Counts of a stimulus feed. */
export interface FeedCounts {
	/** Lines seen. */
	readonly lines: number;
	/** Lines that were dropped because newer ones came faster than ticks took them. */
	readonly dropped: number;
	/** Lines longer than 64 KiB, cut. */
	readonly cut: number;
}

/**
Splits bytes into lines and keeps the newest 1,024 (4 MiB at most), dropping and counting the oldest. Lines stay bytes until they are taken,
so a flood costs neither memory nor decoding. Invalid UTF-8 is replaced.
*/
export class LineQueue {
	#lines: Buffer[] = [];
	#bytes = 0;
	#partial: Buffer[] = [];
	#partialBytes = 0;
	#overflowing = false;
	#seen = 0;
	#dropped = 0;
	#cut = 0;

	get counts(): FeedCounts {
		return {lines: this.#seen, dropped: this.#dropped, cut: this.#cut};
	}

	get size(): number {
		return this.#lines.length;
	}

	/** Whether half of what is kept is taken: a source that can wait should, so that nothing is dropped. */
	get filling(): boolean {
		return this.#lines.length >= mostLines / 2 || this.#bytes >= mostBytes / 2;
	}

	/** Takes the next bytes of the stream. */
	push(chunk: Buffer): void {
		let from = 0;
		for (let to = chunk.indexOf(newline); to >= 0; to = chunk.indexOf(newline, from)) {
			this.#extend(chunk.subarray(from, to));
			this.#finish();
			from = to + 1;
		}
		if (from < chunk.length) this.#extend(chunk.subarray(from));
	}

	/** The stream ended; a last line without a newline counts. */
	end(): void {
		if (this.#partialBytes > 0) this.#finish();
	}

	/** The oldest lines, at most `count`, as text without line ends. */
	take(count: number): string[] {
		const taken = this.#lines.splice(0, Math.min(count, this.#lines.length));
		for (const line of taken) this.#bytes -= line.length;
		return taken.map(text);
	}

	#extend(bytes: Buffer): void {
		const room = mostLineBytes - this.#partialBytes;
		if (bytes.length > room) this.#overflowing = true;
		const kept = bytes.length > room ? bytes.subarray(0, room) : bytes;
		if (kept.length === 0) return;
		this.#partial.push(kept);
		this.#partialBytes += kept.length;
	}

	#finish(): void {
		// A copy, so that a short line does not keep its whole chunk in memory.
		const line = Buffer.concat(this.#partial, this.#partialBytes);
		this.#partial = [];
		this.#partialBytes = 0;
		this.#seen++;
		if (this.#overflowing) this.#cut++;
		this.#overflowing = false;
		if (line.length === 0 || (line.length === 1 && line[0] === 13)) return;
		this.#lines.push(line);
		this.#bytes += line.length;
		while (this.#lines.length > mostLines || this.#bytes > mostBytes) {
			this.#bytes -= this.#lines.shift()?.length ?? 0;
			this.#dropped++;
		}
	}
}

function text(line: Buffer): string {
	const end = line.at(-1) === 13 ? line.length - 1 : line.length;
	return line.toString('utf8', 0, end);
}
