import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {ConnectopError} from '../base/errors.ts';
import {clean} from '../draw/text.ts';
import type {RemoteRun} from '../server/remote/remote-run.ts';
import {giveWay} from './give-way.ts';
import {type Signals, sendSignal} from './signals.ts';
import {keepHeapSmall} from './small-heap.ts';

/** What is lost has so long to be found ended, ms. */
const lastWordMs = 2000;

/** Exit codes of a run that a signal ended, whoever sent it. */
const codeOf: Readonly<Record<string, number>> = {SIGINT: 130, SIGTERM: 143};

/**
Shows a run that goes on elsewhere until it ends or the screen leaves it. `onSignal`: what SIGINT and SIGTERM do to the run; SIGHUP always leaves it.
Gives the exit code. Throws what the run failed with.
*/
export async function showRun(
	run: RemoteRun,
	signals: Signals,
	onSignal: 'stop' | 'leave',
	show: () => Promise<void>,
): Promise<number> {
	let hungUp = false;
	signals.attach({
		stop: reason => (onSignal === 'stop' ? void run.send({id: 'stop', args: {reason}, by: 'signal'}) : run.detach()),
		save: () => void run.send({id: 'checkpoint', args: {}, by: 'signal'}),
		abort() {
			// The request to stop may not have left yet; a signal needs no connection, and the run saves on it.
			if (onSignal === 'stop') sendSignal(run.pid, 'SIGTERM');
		},
		hangUp() {
			hungUp = true;
			run.detach();
		},
	});
	keepHeapSmall();
	giveWay();
	try {
		await show();
	} catch (error) {
		// A run that ends while its screen is made ready answers no more: that is its end, and no failure of the screen.
		const lost = error instanceof ConnectopError && error.code === 'lost';
		if (!lost || !(await Promise.race([run.ended, delay(lastWordMs)]))) {
			run.detach();
			throw error;
		}
	}
	const {error, summary, reason} = await run.ended;
	if (error) throw error;
	process.stderr.write(`${clean(summary)}\n`);
	if (hungUp) return 129;
	return signals.code ?? (onSignal === 'stop' ? codeOf[reason] : undefined) ?? 0;
}
