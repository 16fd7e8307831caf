import type {ChildProcess} from 'node:child_process';
import {ConnectopError} from '../base/errors.ts';
import {procFile} from '../run/process-identity.ts';
import {encodeField, encodeRun, readyBytes, type TickOrder} from './orders.ts';

/** Who has been told that it is over has so long to end by itself. */
const lastWordMs = 5000;

/** A contestant that is going on in a process of its own. */
export interface Talk {
	/** Takes ticks; the milliseconds of each. */
	run(ticks: readonly TickOrder[], patienceMs: number): Promise<Float64Array>;
	/** The field as it is now, N values. */
	field(n: number, patienceMs: number): Promise<Float32Array>;
	/** Bytes of memory that the process has now, where the system tells. */
	rss(): number | undefined;
	/** Ends it, and waits until it is gone. */
	close(): Promise<void>;
}

/**
Waits until a contestant is ready. Its stdin, stdout and stderr have to be pipes. Rejects with `bench-contestant` when it ends before, or after `patienceMs`, when it is
killed; so do the methods. The message is the last line that it said on stderr.
*/
export async function openTalk(child: ChildProcess, name: string, patienceMs: number): Promise<Talk> {
	const {stdin, stdout, stderr} = child;
	if (!stdin || !stdout || !stderr) throw new TypeError('a contestant is talked to through pipes');
	const chunks: Buffer[] = [];
	let [have, wanted, said] = [0, 0, ''];
	let waiter: {resolve(data: Buffer): void; reject(error: Error): void} | undefined;
	let over: ConnectopError | undefined;

	const serve = () => {
		if (!waiter || have < wanted) return;
		const all = Buffer.concat(chunks.splice(0));
		if (all.length > wanted) chunks.push(all.subarray(wanted));
		have = all.length - wanted;
		const {resolve} = waiter;
		waiter = undefined;
		resolve(all.subarray(0, wanted));
	};
	stdout.on('data', (chunk: Buffer) => {
		chunks.push(chunk);
		have += chunk.length;
		serve();
	});
	stderr.setEncoding('utf8').on('data', (text: string) => {
		said = (said + text).slice(-4000);
	});
	const end = (how: string) => {
		const last = said.trim().split('\n').at(-1) ?? '';
		over ??= new ConnectopError('failed', 'bench-contestant', `${name}: ${last === '' ? how : last}`);
		waiter?.reject(over);
		waiter = undefined;
	};
	stdin.on('error', () => undefined); // it is gone, which the end of the process tells
	child.on('error', error => end(error.message));
	const gone = Promise.withResolvers<void>();
	child.on('close', (code, signal) => {
		end(signal === null ? `ended with exit code ${code}` : `ended by ${signal}`);
		gone.resolve();
	});

	const ask = async (order: Uint8Array | undefined, bytes: number, patience: number): Promise<Buffer> => {
		const timer = setTimeout(() => {
			const seconds = Math.round(patience / 1000);
			said = ''; // what it said long ago is not why
			end(order ? `no answer within ${seconds} s` : `not ready after ${seconds} s`);
			child.kill('SIGKILL');
		}, patience);
		try {
			return await new Promise<Buffer>((resolve, reject) => {
				if (over) return reject(over);
				waiter = {resolve, reject};
				wanted = bytes;
				if (order) stdin.write(order);
				serve();
			});
		} finally {
			clearTimeout(timer);
		}
	};
	await ask(undefined, readyBytes, patienceMs);
	return {
		async run(ticks, patience) {
			const data = await ask(encodeRun(ticks), 8 * ticks.length, patience);
			return new Float64Array(own(data), 0, ticks.length);
		},
		async field(n, patience) {
			return new Float32Array(own(await ask(encodeField(), 4 * n, patience)), 0, n);
		},
		rss: () => (child.pid === undefined ? undefined : residentBytes(child.pid)),
		async close() {
			if (over) return;
			stdin.end();
			const late = setTimeout(() => child.kill('SIGKILL'), lastWordMs);
			await gone.promise;
			clearTimeout(late);
		},
	};
}

/** Its bytes at the start of a buffer of their own, where wider numbers may begin. */
const own = (data: Buffer): ArrayBuffer => new Uint8Array(data).buffer;

/** Memory that a process has, as Linux tells; undefined elsewhere. */
function residentBytes(pid: number): number | undefined {
	const [, kB] = /^VmRSS:\s+(\d+) kB/m.exec(procFile(`${pid}/status`) ?? '') ?? [];
	return kB === undefined ? undefined : Number(kB) * 1024;
}
