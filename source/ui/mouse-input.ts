import process from 'node:process';
import type {ReadStream} from 'node:tty';
import {createMouseReader, type MouseReport} from './mouse-reports.ts';

/** Asks a terminal for presses, drags and the wheel, in SGR reports; nothing is sent while a mouse without a button pressed moves. */
export const mouseOn = '\u001B[?1000h\u001B[?1002h\u001B[?1006h';
export const mouseOff = '\u001B[?1006l\u001B[?1002l\u001B[?1000l';

/** What may have been the beginning of a report is a key after so long, ms. */
const patienceMs = 30;

/** The mouse of a terminal. */
export interface Mouse {
	readonly on: boolean;
	turn(on: boolean): void;
	/** Hears the reports of one read together. One listener at a time; gives it back. */
	listen(listener: (reports: readonly MouseReport[]) => void): () => void;
	/** Off, whatever it was. */
	close(): void;
}

/**
Takes the reports of a mouse out of what `keyboard` reads. While the mouse is on, the terminal is told so with `send`; when the process ends it is
told otherwise, however it ends, unless it is killed.
*/
export function openMouse(keyboard: ReadStream, send: (sequence: string) => unknown): Mouse {
	const reader = createMouseReader();
	const read = keyboard.read.bind(keyboard);
	let listener: ((reports: readonly MouseReport[]) => void) | undefined;
	let on = false;
	let waiting: NodeJS.Timeout | undefined;
	let released = '';

	keyboard.setEncoding('utf8');
	keyboard.read = (size?: number): unknown => {
		for (;;) {
			const chunk: unknown = read(size);
			if (chunk === null) return leftOver();
			clearTimeout(waiting);
			const {text, reports} = reader.push(String(chunk));
			if (reports.length > 0) listener?.(reports);
			if (reader.holding) waiting = setTimeout(release, patienceMs);
			const given = released + text;
			released = '';
			if (given !== '') return given;
		}
	};
	function leftOver(): string | null {
		if (released === '') return null;
		const text = released;
		released = '';
		return text;
	}
	function release(): void {
		released += reader.flush();
		if (released !== '') keyboard.emit('readable');
	}
	function turn(wanted: boolean): void {
		if (wanted === on) return;
		on = wanted;
		send(on ? mouseOn : mouseOff);
		if (on) process.on('exit', off);
		else process.off('exit', off);
	}
	const off = () => turn(false);
	return {
		get on() {
			return on;
		},
		turn,
		listen(given) {
			listener = given;
			return () => {
				if (listener === given) listener = undefined;
			};
		},
		close() {
			clearTimeout(waiting);
			off();
		},
	};
}
