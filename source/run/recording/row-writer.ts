import {setTimeout as delay} from 'node:timers/promises';
import {type ConnectopError, messageOf} from '../../base/errors.ts';
import {isPassing} from '../../records/files.ts';
import {openRecordFile, type RecordAbout, type RecordFile} from '../../records/recording/record-file.ts';
import type {HeldRows} from '../../records/spool.ts';
import type {Emission} from '../emission.ts';
import {letGo} from './batches.ts';

/** Rows that wait for the disk here; those behind them stay in the engine's memory, which is bounded. */
const mostWaiting = 16 * 1024 * 1024;
/** A file that a full disk did not let open is tried again after so long, ms. */
const openAgainMs = 1000;

/** Rows as the engine sends them. */
export type RowBatch = Extract<Emission, {type: 'rows'}>;

export interface RowWriterSetup {
	readonly folder: string;
	/** Bytes of a row. */
	readonly rowBytes: number;
	about(): RecordAbout;
	/** The file of a recorder of that name which has ended is closed. */
	readonly before: Promise<void> | undefined;
	/** How files are opened; those of `openRecordFile` by default. */
	readonly open?: typeof openRecordFile;
	opened(file: RecordFile): void;
	/** The disk takes nothing now: rows wait. */
	held(error: ConnectopError): void;
	released(rows: HeldRows): void;
	/** Called once: nothing is written any more. */
	failed(message: string): void;
}

/** Brings the rows of one recorder into its file. Never throws: what goes wrong is told. */
export interface RowWriter {
	/** Undefined until it is open. */
	readonly file: RecordFile | undefined;
	/** Why nothing is written any more. */
	readonly failure: string | undefined;
	/** Rows that came after that. */
	readonly dropped: number;
	/** Bytes of rows that are not in the file yet. */
	readonly waiting: number;
	take(batch: RowBatch): void;
	/** Resolves when all rows so far are on disk or will never be; rejects while the disk is full. */
	flush(): Promise<void>;
	/** Writes what is left and closes. */
	close(): Promise<void>;
}

/** A writer whose file is being opened. */
export function createRowWriter({
	folder,
	rowBytes,
	about,
	before,
	open: openFile = openRecordFile,
	opened,
	held,
	released,
	failed,
}: RowWriterSetup): RowWriter {
	/** Batches that are held until there is room for them. */
	const pending: RowBatch[] = [];
	const stop = new AbortController();
	const firstTry = Promise.withResolvers<void>();
	let file: RecordFile | undefined;
	/** Why the file is not open yet. */
	let shut: ConnectopError | undefined;
	let failure: string | undefined;
	let dropped = 0;

	const fail = (error: unknown) => {
		if (failure !== undefined) return;
		failure = messageOf(error);
		failed(failure);
		drain();
	};
	const opening = open()
		.catch(fail)
		.finally(() => firstTry.resolve());

	async function open(): Promise<void> {
		await before;
		while (!file) {
			const last = stop.signal.aborted;
			try {
				const holding = {
					held: (_: string, error: ConnectopError) => held(error),
					released(_: string, rows: HeldRows) {
						released(rows);
						drain();
					},
				};
				file = await openFile(folder, about(), {onError: fail, holding});
			} catch (error) {
				if (last || !isPassing(error)) throw error;
				if (!shut) held(error);
				shut = error;
				firstTry.resolve();
				await delay(openAgainMs, undefined, {signal: stop.signal}).catch(() => undefined); // the end cuts it short
			}
		}
		opened(file);
		drain();
	}

	/** Gives what is held to the file, as far as it has room. */
	function drain(all = false): void {
		if (!file && failure === undefined) return;
		while (all || failure !== undefined || (file?.waiting ?? 0) < mostWaiting) {
			const batch = pending.shift();
			if (!batch) return;
			if (failure === undefined) file?.add(batch.bytes.subarray(0, batch.used));
			else dropped += batch.used / rowBytes;
			letGo(batch);
		}
	}

	async function flush(): Promise<void> {
		await firstTry.promise;
		try {
			do {
				if (failure !== undefined) return;
				if (!file) {
					if (shut && pending.length > 0) throw shut;
					return;
				}
				drain();
				await file.flush();
			} while (pending.length > 0);
		} catch (error) {
			if (failure === undefined) throw error;
		}
	}

	return {
		get file() {
			return file;
		},
		get failure() {
			return failure;
		},
		get dropped() {
			return dropped;
		},
		get waiting() {
			return pending.reduce((sum, {used}) => sum + used, file?.waiting ?? 0);
		},
		take(batch) {
			pending.push(batch);
			drain();
		},
		flush,
		async close() {
			stop.abort();
			await opening;
			// Bit by bit, since a file fails when too much waits behind a slow disk; a full one gets all there is.
			await flush().catch(() => drain(true));
			await file?.close();
		},
	};
}
