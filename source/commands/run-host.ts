import {copyFileSync, rmSync, statSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import v8 from 'node:v8';
import {ConnectopError, exitCodes, messageOf} from '../base/errors.ts';
import {openRun} from '../run/open-run.ts';
import {followed, watchForCrashes, writeCrashReport} from './crash-report.ts';
import type {HostAnswer, HostOrder} from './host-messages.ts';
import {handleSignals, stopping} from './signals.ts';
import {keepHeapSmall} from './small-heap.ts';
import {launch} from './spawn-host.ts';

/*
The process of a run that has no terminal: the screen, if there is one, is another process, which may come and go. Whoever started it waits for one
message; when they go before, nobody wants the run.
*/

v8.setFlagsFromString('--semi-space-growth-factor=1');

async function host({options, api, log}: HostOrder): Promise<void> {
	const signals = handleSignals();
	const unwanted = () => process.exit(exitCodes.failed);
	process.once('disconnect', unwanted);
	const loading = import('../server/serve-run.ts'); // while the run is prepared
	const [opened, {serveRun}] = await Promise.all([openRun(options, {stdin: process.stdin, launch}), loading]);
	const run = followed(opened, options);
	const served = await serveRun(run, api);
	signals.attach(stopping(run));
	keepHeapSmall();
	process.off('disconnect', unwanted);
	const {id, directory} = run.facts;
	tell({type: 'opened', id, directory, api: served.api});
	const {error} = await run.ended;
	await served.close();
	if (error && !(error instanceof ConnectopError)) process.stderr.write(writeCrashReport(error, {argv: []}));
	keepLog(log, directory);
	process.exitCode = error ? exitCodes[error instanceof ConnectopError ? error.kind : 'failed'] : (signals.code ?? 0);
}

function tell(answer: HostAnswer): void {
	if (process.connected) process.send?.(answer);
}

/** What was said on stderr, by Node.js or a library, belongs to the run. */
function keepLog(log: string, directory: string): void {
	if (statSync(log, {throwIfNoEntry: false})?.size) copyFileSync(log, join(directory, 'stderr.log'));
	rmSync(log, {force: true});
}

watchForCrashes([]);
process.once('message', (order: HostOrder) => {
	host(order).catch((error: unknown) => {
		if (!(error instanceof ConnectopError)) process.stderr.write(writeCrashReport(error, {argv: []}));
		const {kind, code} = error instanceof ConnectopError ? error : ({kind: 'failed', code: 'defect'} as const);
		process.exitCode = exitCodes[kind];
		tell({type: 'failed', kind, code, message: messageOf(error)});
		rmSync(order.log, {force: true});
		if (process.connected) process.disconnect();
	});
});
