import process from 'node:process';

/** stdout for a program that prints much. */
export interface Output {
	/** Resolves when there is room for more, or nobody reads any more. */
	write(data: string | Uint8Array): Promise<void>;
	/** Whoever read it has gone, or it can't be written: there is no use in going on. */
	readonly closed: boolean;
}

/** Prints at the pace of the reader, whatever it is. */
export function openOutput(): Output {
	const {stdout} = process;
	// Writing to a pipe blocks in Node unless the handle is told otherwise, and no signal would come through to a program that waits in it.
	(stdout as unknown as {_handle?: {setBlocking?: (on: boolean) => void}})._handle?.setBlocking?.(false);
	let closed = false;
	let wake: (() => void) | undefined;
	stdout.on('drain', () => wake?.());
	stdout.on('error', () => {
		closed = true;
		wake?.();
	});
	return {
		get closed() {
			return closed;
		},
		async write(data) {
			if (closed || stdout.write(data)) return;
			await new Promise<void>(resolve => {
				wake = resolve;
			});
		},
	};
}

/** Ends the program at once with the code of the signal that asks for it, after `clean`. There is nothing else to save where one only reads. */
export function endOnSignals(clean: () => void = () => undefined): void {
	for (const [signal, code] of [
		['SIGHUP', 129],
		['SIGINT', 130],
		['SIGTERM', 143],
	] as const) {
		process.once(signal, () => {
			clean();
			process.exit(code);
		});
	}
}

/** Characters that a terminal would obey: control characters but tab and line feed, and those that turn the writing direction. */
const obeyed = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** Text as a terminal may have it: what it would obey is spelt `\u001b`, which in JSON means the same. */
export const spelt = (text: string): string =>
	text.replace(obeyed, sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
