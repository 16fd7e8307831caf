import {type ChildProcess, spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import process from 'node:process';
import type {Readable} from 'node:stream';
import {messageOf} from '../../base/errors.ts';
import {printedLines} from '../printed-lines.ts';
import type {EngineCommand} from './engine-model.ts';
import {createLastWords} from './last-words.ts';
import {plain} from './plain.ts';

/** An engine's stderr is read no faster than this, bytes a second: one that prints without end waits. */
const mostPrinted = 2 * 1024 * 1024;
/** It has so long to end by itself after it was asked to, ms. */
export const endMs = 4000;
/** What an engine said last is read for so long when it has ended, ms. */
const lastWordsMs = 1000;

/**
Signals to a whole job or container are for connectop, which ends its engine when it has saved: the engine must not go first. What a shell ignores,
those that it starts ignore.
*/
const deaf = "trap '' HUP INT TERM USR1 USR2\n";

/** Who hears an engine's process. */
export interface ProcessListener {
	/** Bytes of its stdout. */
	bytes(chunk: Uint8Array): void;
	/** A line of its stderr; at most ten a second. */
	printed(line: string): void;
	/** It is gone, once, when its pipes are read to their end: how, in words, and what it printed last. */
	gone(how: string, lines: readonly string[]): void;
}

/** An engine as a process of the operating system: a shell with the command, in a process group of its own. */
export interface EngineProcess {
	readonly pid: number | undefined;
	write(pieces: readonly Uint8Array[]): void;
	/** Ends the whole group at once; `gone` is told later. */
	kill(): void;
	/** Closes its stdin and waits for its end, which is brought about after a while. */
	end(): Promise<void>;
}

/** Starts a command. What is wrong with it is told by `gone`. */
export function startProcess({command, cwd}: EngineCommand, {bytes, printed, gone}: ProcessListener): EngineProcess {
	if (!existsSync(cwd)) {
		queueMicrotask(() => gone(`its directory ${cwd} is not there`, []));
		return {pid: undefined, write: () => undefined, kill: () => undefined, end: () => Promise.resolve()};
	}
	const child = spawn('/bin/sh', ['-c', `${deaf}${command}`], {cwd, detached: true, stdio: ['pipe', 'pipe', 'pipe']});
	const closed = Promise.withResolvers<void>();
	const words = createLastWords();
	let told = false;
	const tell = (how: string) => {
		if (told) return;
		told = true;
		const what = words.summary();
		gone(what === '' ? how : `${what}; it ${how}`, words.lines());
	};
	child.stdout.on('data', (chunk: Uint8Array) => {
		if (!told) bytes(chunk);
	});
	slowed(child.stderr, () =>
		printed(`it prints more than ${mostPrinted / 1024 / 1024} MiB a second and is slowed down`),
	);
	printedLines(child.stderr, line => printed(plain(line)));
	child.stderr.on('data', words.add);
	// A process that is gone takes nothing more; that it is gone is told below.
	child.stdin.on('error', () => undefined);
	child.on('error', error => {
		tell(`can't be started: ${messageOf(error)}`);
		closed.resolve();
	});
	const over = (code: number | null, signal: NodeJS.Signals | null) => {
		tell(signal ? `was ended by ${signal}` : `ended with exit code ${code}`);
		closed.resolve();
	};
	child.on('close', over);
	// What the engine has started may hold its pipes for longer.
	child.once('exit', (code, signal) => {
		setTimeout(() => {
			over(code, signal);
			child.stdout.destroy();
			child.stderr.destroy();
		}, lastWordsMs).unref();
	});
	return {
		pid: child.pid,
		write(pieces) {
			if (!child.stdin.writable) return;
			child.stdin.cork();
			for (const piece of pieces) child.stdin.write(piece);
			child.stdin.uncork();
		},
		kill() {
			told = true;
			signalGroup(child, 'SIGKILL');
		},
		async end() {
			told = true;
			child.stdin.end();
			child.stdout.resume();
			const late = setTimeout(() => signalGroup(child, 'SIGKILL'), endMs);
			await closed.promise;
			clearTimeout(late);
			signalGroup(child, 'SIGKILL'); // what the command has started and left behind
		},
	};
}

/** Reads a stream no faster than allowed; `told` each time that it is held up. */
function slowed(stream: Readable, told: () => void): void {
	let [second, read] = [0, 0];
	stream.on('data', (chunk: string | Uint8Array) => {
		const now = Math.floor(performance.now() / 1000);
		if (now !== second) [second, read] = [now, 0];
		read += chunk.length;
		if (read < mostPrinted || stream.isPaused()) return;
		told();
		stream.pause();
		setTimeout(() => stream.resume(), 1000);
	});
}

function signalGroup({pid}: ChildProcess, signal: NodeJS.Signals): void {
	if (pid === undefined) return;
	try {
		process.kill(-pid, signal);
	} catch (error) {
		// It is gone already, or somebody else's: one that was started with sudo ends when its stdin does.
		if (!['ESRCH', 'EPERM'].includes(String((error as NodeJS.ErrnoException).code))) throw error;
	}
}
