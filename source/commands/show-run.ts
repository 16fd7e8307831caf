import process from 'node:process';
import type {RemoteRun} from '../server/remote/remote-run.ts';
import {giveWay} from './give-way.ts';
import type {Signals} from './signals.ts';
import {keepHeapSmall} from './small-heap.ts';

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
		run.detach();
		throw error;
	}
	const {error, summary, reason} = await run.ended;
	if (error) throw error;
	process.stderr.write(`${summary}\n`);
	if (hungUp) return 129;
	return signals.code ?? (onSignal === 'stop' ? codeOf[reason] : undefined) ?? 0;
}
