import process from 'node:process';
import type {RunClient} from '../run/client.ts';

export interface Signals {
	/** From here on signals are for this run. */
	attach(client: Pick<RunClient, 'send'>): void;
	/** Exit code of the signal that ended the run, if one did. */
	readonly code: number | undefined;
	/** What Ctrl-C does: the first ends the run with a checkpoint, the second ends the program at once. */
	interrupt(): void;
	release(): void;
}

/**
Signals of a run: SIGINT and SIGTERM finish the tick, save and exit (130, 143; 0 as process 1, where stopping is what containers do), a second
SIGINT exits at once; SIGHUP saves and stops (129); SIGUSR1 saves a checkpoint. Before there is a run the first three exit at once, for there is
nothing to save, and SIGUSR1 waits for it.
*/
export function handleSignals(): Signals {
	let client: Pick<RunClient, 'send'> | undefined;
	let code: number | undefined;
	let saveFirst = false;
	const stop = (signal: string, exit: number) => {
		if (!client) process.exit(exit);
		code ??= exit;
		void client.send({id: 'stop', args: {reason: signal}, by: 'signal'});
	};
	const save = () => {
		if (client) void client.send({id: 'checkpoint', args: {}, by: 'signal'});
		else saveFirst = true;
	};
	const handlers: Readonly<Partial<Record<NodeJS.Signals, () => void>>> = {
		SIGINT() {
			if (code !== undefined) process.exit(130);
			stop('SIGINT', 130);
		},
		SIGTERM: () => stop('SIGTERM', process.pid === 1 ? 0 : 143),
		SIGHUP: () => stop('SIGHUP', 129),
		SIGUSR1: save,
	};
	for (const [signal, handler] of Object.entries(handlers)) process.on(signal, handler);
	return {
		attach(run) {
			client = run;
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
