import process from 'node:process';
import type {RunClient} from '../run/client.ts';

export interface Signals {
	/** Exit code of the signal that ended the run, if one did. */
	readonly code: number | undefined;
	/** What Ctrl-C does: the first ends the run with a checkpoint, the second ends the program at once. */
	interrupt(): void;
	release(): void;
}

/**
Signals of a run: SIGINT and SIGTERM finish the tick, save and exit (130, 143; 0 as process 1, where stopping is what containers do), a second
SIGINT exits at once; SIGHUP saves and stops (129); SIGUSR1 saves a checkpoint.
*/
export function handleSignals(client: Pick<RunClient, 'send'>): Signals {
	let code: number | undefined;
	const stop = (signal: string, exit: number) => {
		code ??= exit;
		void client.send({id: 'stop', args: {reason: signal}, by: 'signal'});
	};
	const handlers: Readonly<Partial<Record<NodeJS.Signals, () => void>>> = {
		SIGINT() {
			if (code !== undefined) process.exit(130);
			stop('SIGINT', 130);
		},
		SIGTERM: () => stop('SIGTERM', process.pid === 1 ? 0 : 143),
		SIGHUP: () => stop('SIGHUP', 129),
		SIGUSR1: () => void client.send({id: 'checkpoint', args: {}, by: 'signal'}),
	};
	for (const [signal, handler] of Object.entries(handlers)) process.on(signal, handler);
	return {
		get code() {
			return code;
		},
		interrupt: () => handlers.SIGINT?.(),
		release() {
			for (const [signal, handler] of Object.entries(handlers)) process.off(signal, handler);
		},
	};
}
