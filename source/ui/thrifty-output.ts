import process from 'node:process';
import {createThriftyWriter} from '../draw/thrifty-writer.ts';

/** A little more than there is between two pictures where little may be sent, ms. */
const restMs = 1100;

type Written = (error?: Error | null) => void;

/** A terminal to which only what changes is sent. */
export interface ThriftyOutput {
	/** The terminal itself in everything but `write`. */
	readonly stdout: NodeJS.WriteStream;
	/** Sends the whole picture again: something else may have written on the terminal. */
	repaint(): void;
	/** The next picture is sent whole, however much it is. */
	hurry(): void;
	/** Leaves the terminal's size alone from now on. */
	close(): void;
}

/**
Lets a renderer of whole rows, as Ink is, write to a terminal only the cells that changed; what it makes of text, `createThriftyWriter` says.
One output serves one renderer, from the time it enters the alternate screen until it leaves it. `filled` makes of what the renderer
writes what is meant. `most`: bytes of a picture after which the rest waits for the next one, or for a second.
*/
export function openThriftyOutput(
	terminal: NodeJS.WriteStream,
	filled: (text: string) => string = text => text,
	most = Number.POSITIVE_INFINITY,
): ThriftyOutput {
	const writer = createThriftyWriter(most);
	let rest: NodeJS.Timeout | undefined;

	function write(chunk: string | Uint8Array, encoding?: BufferEncoding | Written, written?: Written): boolean {
		const done = typeof encoding === 'function' ? encoding : written;
		const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
		const sent = writer.write(filled(text), terminal.columns, terminal.rows);
		goOnLater();
		if (sent !== '' || done) return terminal.write(sent, done);
		return !terminal.writableNeedDrain;
	}

	/** Pictures that come fast enough take the rest of the one before along. */
	function goOnLater(): void {
		clearTimeout(rest);
		rest = writer.unfinished() ? setTimeout(goOn, restMs) : undefined;
	}
	function goOn(): void {
		const sent = writer.goOn(terminal.columns, terminal.rows);
		if (sent !== '') terminal.write(sent);
		goOnLater();
	}

	// A terminal that changed its size, though it be back at the old one, has lost what lay beyond its edges for a while.
	const onResize = () => {
		writer.forget();
		setImmediate(send);
	};
	function send(): void {
		const sent = writer.repaint(terminal.columns, terminal.rows);
		if (sent !== '') terminal.write(sent);
	}
	function repaint(): void {
		writer.forget();
		send();
	}
	// First, so that a renderer that draws for the new size draws all of it.
	process.prependListener('SIGWINCH', onResize);

	const stdout = new Proxy(terminal, {
		get(target, key) {
			if (key === 'write') return write;
			const value: unknown = Reflect.get(target, key, target);
			return typeof value === 'function' ? value.bind(target) : value;
		},
		set: (target, key, value) => Reflect.set(target, key, value, target),
	});
	function close(): void {
		clearTimeout(rest);
		process.off('SIGWINCH', onResize);
	}
	return {stdout, repaint, hurry: writer.hurry, close};
}
