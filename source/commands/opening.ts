import process from 'node:process';
import type {RecordingRun} from '../run/client.ts';
import type {RunOptions} from '../run/options.ts';
import type {ApiOptions} from '../server/open-port.ts';
import {followed} from './crash-report.ts';
import type {ProgressDisplay} from './progress-display.ts';
import {type Signals, type SignalTarget, sendSignal, stopping} from './signals.ts';
import {type Hosted, launch, spawnHost} from './spawn-host.ts';

/** The run in this process; `beforeFirstTick` must not throw. A signal that comes while it is built ends the program; when there are records already the run ends as soon as it can. */
export async function openHere(
	options: RunOptions,
	signals: Signals,
	progress: ProgressDisplay,
	beforeFirstTick: (run: RecordingRun) => Promise<void> = () => Promise.resolve(),
): Promise<RecordingRun> {
	let begun = false;
	let reason: string | undefined;
	signals.attach({
		stop(signal) {
			if (!begun) process.exit(signals.code ?? 1);
			reason = signal;
		},
		hangUp() {
			if (!begun) process.exit(129);
		},
	});
	const begins = () => {
		begun = true;
	};
	const {report} = progress;
	const {openRun} = await import('../run/open-run.ts');
	const wish = {stdin: process.stdin, launch, begins, report, beforeFirstTick};
	const run = followed(await openRun(options, wish), options);
	progress.end();
	const target = stopping(run);
	signals.attach(target);
	if (reason !== undefined) target.stop(reason);
	return run;
}

/** The run in a process of its own. A signal that comes while it starts calls it off. `meanwhile` is done while that process starts. */
export async function openHosted(
	options: RunOptions,
	api: ApiOptions | undefined,
	signals: Signals,
	progress: ProgressDisplay,
	meanwhile: () => Promise<unknown> = () => Promise.resolve(),
): Promise<Hosted> {
	const {hosted, cancel} = await spawnHost(options, api, options.input === '-', progress.report);
	let begun = false;
	const callOff = (code: number) => void cancel().then(() => process.exit(code));
	const starting: SignalTarget = {
		stop: () => callOff(signals.code ?? 1),
		hangUp: () => (begun ? process.exit(129) : callOff(129)), // what has begun goes on without its terminal
	};
	signals.attach(starting);
	const opened = hosted.then(run => {
		progress.end();
		begun = true;
		return run;
	});
	const [run] = await Promise.all([opened, meanwhile()]);
	signals.attach({...starting, save: () => sendSignal(run.pid, 'SIGUSR1')});
	return run;
}
