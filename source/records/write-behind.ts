import {ConnectopError} from '../base/errors.ts';
import {fileFailure} from './files.ts';

/** The file behind: `write` takes what was given to it so far, `sync` brings that onto the disk. */
export interface Target {
	write(): Promise<void>;
	sync(): Promise<void>;
	close(): Promise<void>;
}

/** Writes what is given to a file a little later, many records at a time, so that whoever gives them never waits. */
export interface WriteBehind {
	/** False after a failure or the end: nothing that is given will be written any more. */
	readonly takes: boolean;
	/** So many bytes more are waiting. */
	given(bytes: number): void;
	/** Resolves when all that was given is on disk; rejects when it can't get there. */
	flush(): Promise<void>;
	/** The same, then closes. Failures have been told to `onError`. */
	close(): Promise<void>;
}

/** What is given is in the file after this time, and on disk after the other. */
const [writeMs, syncMs] = [250, 1000];
/** This much is written at once. */
const earlyBytes = 1024 * 1024;
/** Waiting behind a disk that does not answer; beyond it the file fails rather than eat the memory. */
const mostBytes = 64 * 1024 * 1024;

/** `onError` is called once, when writing fails. */
export function writeBehind(path: string, target: Target, onError: (error: ConnectopError) => void): WriteBehind {
	let waiting = 0;
	let [writing, early, dirty, closed] = [false, false, false, false];
	let failure: ConnectopError | undefined;
	let synced = performance.now();
	let timer: NodeJS.Timeout | undefined;
	let chain: Promise<void> = Promise.resolve();

	const fail = (error: unknown) => {
		if (failure) return;
		failure = fileFailure(error, path);
		onError(failure);
	};
	const pass = async (mustSync: boolean) => {
		if (failure) return;
		dirty ||= waiting > 0;
		[waiting, early, writing] = [0, false, true];
		try {
			await target.write();
			if (dirty && (mustSync || performance.now() - synced >= syncMs - writeMs)) {
				await target.sync();
				[dirty, synced] = [false, performance.now()];
			}
		} catch (error) {
			fail(error);
		}
		writing = false;
	};
	const queue = (mustSync: boolean): Promise<void> => {
		chain = chain.then(() => pass(mustSync));
		return chain;
	};
	const arm = () => {
		timer ??= setTimeout(() => {
			timer = undefined;
			void queue(false).then(() => {
				if (dirty && !closed && !failure) arm();
			});
		}, writeMs);
	};
	return {
		get takes() {
			return !closed && !failure;
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
			if (waiting < earlyBytes || early || writing) return;
			early = true;
			void queue(false);
		},
		async flush() {
			await queue(true);
			if (failure) throw failure;
		},
		async close() {
			if (closed) return chain;
			closed = true;
			clearTimeout(timer);
			chain = queue(true).then(target.close).catch(fail);
			return chain;
		},
	};
}
