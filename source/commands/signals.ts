import process from 'node:process';
import type {RunClient} from '../run/client.ts';

/** What signals do to whatever goes on. */
export interface SignalTarget {
	/** End it; `reason` is the signal. */
	stop(reason: string): void;
	/** Saves a checkpoint. A target that can't yet has none: it is left to the next one. */
	save?(): void;
	/** The terminal is gone. */
	hangUp(): void;
	/** Ends it at once, for this program does so. */
	abort?(): void;
}

export interface Signals {
	/** From here on signals are for this. */
	attach(target: SignalTarget): void;
	/** Exit code of the signal that ended it, if one did. */
	readonly code: number | undefined;
	/** What Ctrl-C does: the first ends the run with a checkpoint, the second ends the program at once. */
	interrupt(): void;
	release(): void;
}

/** Signals a process, which may have ended meanwhile. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(pid, signal);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}

/** A run that is told to end, and that goes on without a terminal. */
export const stopping = (client: Pick<RunClient, 'send'>): SignalTarget => ({
	stop: reason => void client.send({id: 'stop', args: {reason}, by: 'signal'}),
	save: () => void client.send({id: 'checkpoint', args: {}, by: 'signal'}),
	hangUp: () => undefined,
});

/**
SIGINT and SIGTERM stop (130, 143; 0 as process 1, where stopping is what containers do), a second SIGINT exits at once; SIGHUP hangs up; SIGUSR1
saves a checkpoint. Before there is a target the first three exit at once, for there is nothing to save, and SIGUSR1 waits for one that saves.
*/
export function handleSignals(): Signals {
	let target: SignalTarget | undefined;
	let code: number | undefined;
	let saveFirst = false;
	const stop = (signal: string, exit: number) => {
		if (!target) process.exit(exit);
		code ??= exit;
		target.stop(signal);
	};
	const save = () => {
		saveFirst = target?.save === undefined;
		target?.save?.();
	};
	const handlers: Readonly<Partial<Record<NodeJS.Signals, () => void>>> = {
		SIGINT() {
			if (code !== undefined) {
				target?.abort?.();
				process.exit(130);
			}
			stop('SIGINT', 130);
		},
		SIGTERM: () => stop('SIGTERM', process.pid === 1 ? 0 : 143),
		SIGHUP() {
			if (!target) process.exit(129);
			target.hangUp();
		},
		SIGUSR1: save,
	};
	for (const [signal, handler] of Object.entries(handlers)) process.on(signal, handler);
	return {
		attach(given) {
			target = given;
			if (saveFirst) save();
		},
		get code() {
			return code;
		},
		interrupt: () => handlers.SIGINT?.(),
		release() {
			for (const [signal, handler] of Object.entries(handlers)) process.off(signal, handler);
		},
	};
}
