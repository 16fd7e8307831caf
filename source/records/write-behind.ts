import {setTimeout as delay} from 'node:timers/promises';
import {ConnectopError} from '../base/errors.ts';
import {fileFailure, isPassing} from './files.ts';

/** The file behind: `write` takes what was given to it so far, `sync` brings that onto the disk. */
export interface Target {
	write(): Promise<void>;
	sync(): Promise<void>;
	close(): Promise<void>;
}

/** Of a target whose `write` goes on where it failed: what happens while the disk is full. */
export interface Holding {
	/** The first failure that may pass; writing is tried again until it goes. */
	held(error: ConnectopError): void;
	/** All is on disk again. */
	released(): void;
	/** What waits, for people, where it is lost in the end: `3 rows (1 kB)`. */
	waits(): string;
}

/** Writes what is given to a file a little later, many records at a time, so that whoever gives them never waits. */
export interface WriteBehind {
	/** False after a failure or the end: nothing that is given will be written any more. */
	readonly takes: boolean;
	/** The last write failed in a way that may pass. */
	readonly holds: boolean;
	/** So many bytes more are waiting. */
	given(bytes: number): void;
	/** Resolves when all that was given is in the file, if not on disk; rejects when it can't get there, or not now. */
	written(): Promise<void>;
	/** Resolves when all that was given is on disk; rejects when it can't get there, or not now. */
	flush(): Promise<void>;
	/** The same, then closes. A disk that takes nothing is waited for, for some seconds. Failures have been told to `onError`. */
	close(): Promise<void>;
}

/** What is given is in the file after this time, and on disk after the other. */
const [writeMs, syncMs] = [250, 1000];
/** This much is written at once. */
const earlyBytes = 1024 * 1024;
/** Waiting behind a disk that does not answer; beyond it the file fails rather than eat the memory. */
const mostBytes = 64 * 1024 * 1024;
/** A disk that takes nothing is tried again after at most so long. */
const retryMs = 2000;
/** At the end it is waited for so long. */
export const farewellMs = 2000;

/** `onError` is called once, when writing fails for good. Without `holding` it fails for good when the disk is full. */
export function writeBehind(
	path: string,
	target: Target,
	onError: (error: ConnectopError) => void,
	holding?: Holding,
): WriteBehind {
	let waiting = 0;
	let [writing, early, dirty, closed] = [false, false, false, false];
	let failure: ConnectopError | undefined;
	let held: ConnectopError | undefined;
	let tries = 0;
	let synced = performance.now();
	let timer: NodeJS.Timeout | undefined;
	let chain: Promise<void> = Promise.resolve();
	let ending: Promise<void> | undefined;

	const fail = (error: unknown) => {
		if (failure) return;
		failure = fileFailure(error, path);
		onError(failure);
	};
	const missed = (error: unknown) => {
		const told = fileFailure(error, path);
		if (!holding || !isPassing(told)) return fail(told);
		tries++;
		if (held) return;
		held = told;
		holding.held(told);
	};
	/** `now`: it must be on disk; `due`: it is brought there when it is time; `never`: it may stay in the file. */
	const pass = async (sync: 'now' | 'due' | 'never') => {
		if (failure) return;
		dirty ||= waiting > 0;
		[waiting, early, writing] = [0, false, true];
		try {
			await target.write();
			const due = sync !== 'never' && performance.now() - synced >= syncMs - writeMs;
			if (dirty && (sync === 'now' || held || due)) {
				await target.sync();
				[dirty, synced] = [false, performance.now()];
			}
			if (held) {
				[held, tries] = [undefined, 0];
				holding?.released();
			}
		} catch (error) {
			missed(error);
		}
		writing = false;
	};
	const queue = (sync: 'now' | 'due' | 'never'): Promise<void> => {
		chain = chain.then(() => pass(sync));
		return chain;
	};
	const arm = () => {
		timer ??= setTimeout(
			() => {
				timer = undefined;
				void queue('due').then(() => {
					if ((dirty || held) && !closed && !failure) arm();
				});
			},
			held ? Math.min(retryMs, writeMs * 2 ** Math.min(tries, 8)) : writeMs,
		);
	};
	const refused = () => {
		const error = failure ?? held;
		if (error) throw error;
	};
	const end = async () => {
		const last = performance.now() + farewellMs;
		await queue('now');
		while (held && !failure) {
			if (performance.now() >= last)
				fail(new ConnectopError(held.kind, held.code, `${path}: ${holding?.waits()} could not be written`));
			else await delay(writeMs);
			await queue('now');
		}
		await target.close().catch(fail);
	};
	return {
		get takes() {
			return !closed && !failure;
		},
		get holds() {
			return held !== undefined;
		},
		given(bytes) {
			waiting += bytes;
			if (writing && waiting > mostBytes) {
				const size = Math.round(waiting / 1e6);
				return fail(
					new ConnectopError('failed', 'log-behind', `${path}: the disk does not keep up, ${size} MB are waiting`),
				);
			}
			arm();
			if (waiting < earlyBytes || early || writing || held) return;
			early = true;
			void queue('due');
		},
		async written() {
			if (waiting > 0 || writing) {
				await queue('never');
				if (dirty && !closed && !failure) arm();
			}
			refused();
		},
		async flush() {
			await queue('now');
			refused();
		},
		close() {
			closed = true;
			clearTimeout(timer);
			ending ??= end();
			return ending;
		},
	};
}
