import {fork} from 'node:child_process';
import {closeSync, existsSync, openSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {setTimeout as delay} from 'node:timers/promises';
import {ConnectopError} from '../base/errors.ts';
import type {Report} from '../base/progress.ts';
import type {RunDirectory} from '../records/run-directory.ts';
import type {RunOptions} from '../run/options.ts';
import type {ApiOptions} from '../server/open-port.ts';
import {socketDirectory} from '../server/socket-path.ts';
import type {HostAnswer, HostOrder} from './host-messages.ts';

/** A run that goes on in a process of its own. */
export interface Hosted {
	readonly run: RunDirectory;
	readonly pid: number;
	readonly api: string | undefined;
}

/** A run that is called off has so long to clear up, ms: one that has begun is saved, which takes a large one its time. A second signal waits no longer. */
const patienceMs = 30_000;

export interface Spawning {
	readonly hosted: Promise<Hosted>;
	/** Calls the run off, and waits until its process is gone, but not for ever. */
	cancel(): Promise<void>;
}

/**
Starts a run in a process of its own, in a session of its own: no terminal that is closed and no key that is pressed reaches it. `stdin`: it reads
this program's standard input as its stimulus. `report` hears how far it is. `hosted` rejects with what is wrong with the run, and then the process is gone.
*/
export async function spawnHost(
	options: RunOptions,
	api: ApiOptions | undefined,
	stdin: boolean,
	report?: Report,
): Promise<Spawning> {
	const log = join(await socketDirectory(), `${process.pid}-${Date.now().toString(36)}.log`);
	const stderr = openSync(log, 'wx', 0o600);
	const file = import.meta.url.endsWith('.ts') ? './host-entry.ts' : './run-host.js';
	const child = fork(new URL(file, import.meta.url), [], {
		detached: true,
		stdio: [stdin ? 'inherit' : 'ignore', 'ignore', stderr, 'ipc'],
	});
	closeSync(stderr);
	const hosted = new Promise<Hosted>((resolve, reject) => {
		child.on('error', error =>
			reject(
				new ConnectopError('failed', 'host', `the run's process can't be started: ${error.message}`, {cause: error}),
			),
		);
		const over = (code: number | null, signal: NodeJS.Signals | null) => reject(died(log, code, signal));
		child.once('exit', over);
		child.on('message', (answer: HostAnswer) => {
			if (answer.type === 'progress') return report?.(answer.progress);
			child.off('exit', over);
			if (answer.type === 'failed') return reject(new ConnectopError(answer.kind, answer.code, answer.message));
			child.disconnect();
			child.unref();
			const {id, directory: path, api: address} = answer;
			resolve({run: {id, path}, pid: child.pid!, api: address});
		});
		child.send({options, api, log} satisfies HostOrder);
	});
	return {
		hosted,
		async cancel() {
			hosted.catch(() => undefined); // it is called off
			const gone = new Promise(resolve => child.once('close', resolve));
			child.kill('SIGTERM');
			await Promise.race([gone, delay(patienceMs)]);
			rmSync(log, {force: true});
		},
	};
}

/** Starts a run that nobody watches. */
export async function launch(options: RunOptions): Promise<RunDirectory> {
	const {hosted} = await spawnHost(options, undefined, false);
	return (await hosted).run;
}

function died(log: string, code: number | null, signal: NodeJS.Signals | null): ConnectopError {
	const said = (existsSync(log) ? readFileSync(log, 'utf8') : '').trim().split('\n').at(-1) ?? '';
	rmSync(log, {force: true});
	const how = signal === null ? `with exit code ${code}` : `by ${signal}`;
	return new ConnectopError(
		'failed',
		'host',
		`the run's process ended ${how} before the run began${said === '' ? '' : `: ${said}`}`,
	);
}
