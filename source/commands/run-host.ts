import {existsSync, fstatSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import v8 from 'node:v8';
import {ConnectopError, exitCodes, messageOf} from '../base/errors.ts';
import type {Progress} from '../base/progress.ts';
import {fileFailure, isPassing} from '../records/files.ts';
import type {RecordingRun} from '../run/client.ts';
import {openRun} from '../run/open-run.ts';
import type {ServedRun} from '../server/serve-run.ts';
import {followed, watchForCrashes, writeCrashReport} from './crash-report.ts';
import type {HostAnswer, HostOrder} from './host-messages.ts';
import {serveFirst} from './serve-first.ts';
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
	let [begun, calledOff] = [false, false];
	const callOff = () => {
		calledOff = true;
		if (begun) return; // there are records: they are closed as they should be
		rmSync(log, {force: true});
		process.exit(exitCodes.failed);
	};
	signals.attach({stop: callOff, hangUp: () => undefined});
	process.once('disconnect', callOff);
	if (api) await (await import('../server/open-port.ts')).checkPort(api);
	const begins = () => {
		begun = true;
	};
	// Loaded when the engine's thread starts: it takes this thread for as long as that one needs.
	const server = serveFirst(api);
	const report = (progress: Progress) => {
		setImmediate(() => void server.load());
		tell({type: 'progress', progress});
	};
	const beforeFirstTick = async (opened: RecordingRun) => {
		await server.load();
		if (!calledOff) await server.begin(opened);
	};
	const wish = {stdin: process.stdin, launch, begins, report, beforeFirstTick};
	const run = followed(await openRun({...options, engineLost: 'pause'}, wish), options);
	signals.attach(stopping(run));
	const served = await server.served()?.catch((error: unknown) => unserved(run, error));
	process.off('disconnect', callOff);
	if (calledOff || !served || !process.connected)
		return unserved(run, new ConnectopError('failed', 'called-off', 'the run was called off'), served);
	keepHeapSmall();
	const {id, directory} = run.facts;
	hideLog(log);
	tell({type: 'opened', id, directory, api: served.api});
	const {error} = await run.ended;
	await served.close();
	if (error && !(error instanceof ConnectopError)) process.stderr.write(writeCrashReport(error, {argv: []}));
	const kept = keepLog(log, directory);
	const code = kept ? 0 : exitCodes.failed;
	process.exitCode = error
		? exitCodes[error instanceof ConnectopError ? error.kind : 'failed']
		: (signals.code ?? code);
}

/** A run that nobody could ever reach ends, saved. */
async function unserved(run: RecordingRun, error: unknown, served?: ServedRun): Promise<never> {
	await run.send({id: 'stop', args: {reason: 'not served'}, by: 'signal'});
	await run.ended;
	await served?.close();
	throw error;
}

function tell(answer: HostAnswer): void {
	if (process.connected) process.send?.(answer);
}

/** What was said last has so long to be taken, ms. */
const farewellMs = 1000;

/** Behind it Linux keeps what was written to stderr, also when the file has no name any more. */
const ownStderr = '/proc/self/fd/2';

/** A process that is killed removes nothing: the log loses its name at once, where it can be read without one. */
function hideLog(log: string): void {
	if (existsSync(ownStderr)) rmSync(log, {force: true});
}

/** What was said on stderr, by Node.js or a library, belongs to the run. False when the disk has no room for it. */
function keepLog(log: string, directory: string): boolean {
	const from = existsSync(ownStderr) ? ownStderr : log;
	const kept = join(directory, 'stderr.log');
	try {
		if (fstatSync(2).size > 0 && existsSync(directory)) writeFileSync(kept, readFileSync(from));
		return true;
	} catch (error) {
		if (isPassing(fileFailure(error, kept))) return false;
		throw error;
	} finally {
		rmSync(log, {force: true});
	}
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
		// Nobody knows this process: nothing that still listens may keep it alive.
		setTimeout(() => process.exit(), farewellMs).unref();
	});
});
