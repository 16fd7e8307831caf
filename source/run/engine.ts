import {Worker} from 'node:worker_threads';
import {ConnectopError} from '../base/errors.ts';
import type {Emission} from './emission.ts';
import type {EngineSpec, FromEngine, ReplaySpec, ToEngine} from './engine-protocol.ts';
import {printedLines} from './printed-lines.ts';
import type {Command} from './protocol.ts';

export type Ready = Extract<FromEngine, {type: 'ready'}>;

/** The engine's thread, seen from the main thread. */
export interface Engine {
	/** Resolves when model, kernel and start state are there; rejects with what is wrong with them. */
	readonly ready: Promise<Ready>;
	/** Resolves when the thread has ended by itself; rejects with why the run failed. */
	readonly done: Promise<void>;
	send(message: ToEngine): void;
	/** Who carries out a script's commands that need a file; set before `go`. */
	onScripted(listener: (command: Command, where: string) => void): void;
	/** Ends the thread at once. */
	kill(): Promise<void>;
}

export interface EngineListener {
	take(emission: Emission): void;
	want(count: number): void;
	/** A line that the user's code printed. */
	printed(line: string): void;
}

/** Starts the thread. Nothing moves before it is sent `go`. */
export function createEngine(spec: EngineSpec | ReplaySpec, listener: EngineListener): Engine {
	const file = import.meta.url.endsWith('.ts') ? './engine-worker.ts' : './engine-worker.js';
	const worker = new Worker(new URL(file, import.meta.url), {
		workerData: spec,
		...('external' in spec && spec.external ? {transferList: [spec.external.port]} : {}),
		stdin: false,
		stdout: true,
		stderr: true,
	});
	for (const stream of [worker.stdout, worker.stderr]) printedLines(stream, line => listener.printed(line));
	const ready = Promise.withResolvers<Ready>();
	const done = Promise.withResolvers<void>();
	let ended = false;
	let scripted: (command: Command, where: string) => void = () => undefined;
	const fail = (error: Error) => {
		ready.reject(error);
		done.reject(error);
	};
	worker.on('message', (message: FromEngine) => {
		switch (message.type) {
			case 'ready':
				return ready.resolve(message);
			case 'batch':
				for (const emission of message.emissions) {
					ended ||= emission.type === 'ended';
					listener.take(emission);
				}
				return;
			case 'want':
				return listener.want(message.count);
			case 'scripted':
				return scripted(message.command, message.where);
			case 'failed':
				return fail(failure(message));
		}
	});
	worker.on('error', error => fail(error instanceof Error ? error : new Error(String(error))));
	worker.on('exit', code => {
		// Code of the user may call process.exit, which ends the thread alone.
		if (!ended) fail(new ConnectopError('failed', 'engine-exit', `the engine stopped in mid run (exit code ${code})`));
		done.resolve();
	});
	// Whoever awaits `ready` learns of a failure there; `done` is awaited only once the run goes on.
	done.promise.catch(() => undefined);
	return {
		ready: ready.promise,
		done: done.promise,
		send: message => worker.postMessage(message),
		onScripted(carryOut) {
			scripted = carryOut;
		},
		kill: async () => void (await worker.terminate()),
	};
}

function failure({kind, code, message, stack}: Extract<FromEngine, {type: 'failed'}>): Error {
	if (kind !== 'defect') return new ConnectopError(kind, code, message);
	const error = new Error(message);
	if (stack !== undefined) error.stack = stack;
	return error;
}
