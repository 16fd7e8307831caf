import process from 'node:process';
import {createThriftyWriter} from '../draw/thrifty-writer.ts';

type Written = (error?: Error | null) => void;

/** A terminal to which only what changes is sent. */
export interface ThriftyOutput {
	/** The terminal itself in everything but `write`. */
	readonly stdout: NodeJS.WriteStream;
	/** Sends the whole picture again: something else may have written on the terminal. */
	repaint(): void;
	/** Leaves the terminal's size alone from now on. */
	close(): void;
}

/**
Lets a renderer of whole rows, as Ink is, write to a terminal only the cells that changed; what it makes of text, `createThriftyWriter` says.
One output serves one renderer, from the time it enters the alternate screen until it leaves it. `filled` makes of what the renderer
writes what is meant.
*/
export function openThriftyOutput(
	terminal: NodeJS.WriteStream,
	filled: (text: string) => string = text => text,
): ThriftyOutput {
	const writer = createThriftyWriter();

	function write(chunk: string | Uint8Array, encoding?: BufferEncoding | Written, written?: Written): boolean {
		const done = typeof encoding === 'function' ? encoding : written;
		const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
		const sent = writer.write(filled(text), terminal.columns, terminal.rows);
		if (sent !== '' || done) return terminal.write(sent, done);
		return !terminal.writableNeedDrain;
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
	return {stdout, repaint, close: () => process.off('SIGWINCH', onResize)};
}
