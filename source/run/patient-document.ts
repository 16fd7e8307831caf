import {setTimeout as delay} from 'node:timers/promises';
import {ConnectopError, messageOf} from '../base/errors.ts';
import {isPassing} from '../records/files.ts';
import type {HoldListener} from '../records/holding.ts';
import type {RunDocument, RunDocumentFile} from '../records/run-document.ts';

/** run.json of a run that goes on when its disk is full: the old one stays until the new one can be written. */
export interface PatientDocument {
	readonly data: RunDocument;
	/** Changes and writes; false when the disk takes nothing now: it is tried again. Throws `run-directory-lost` or `write-failed`. */
	update(change: Partial<RunDocument>): Promise<boolean>;
	/** The last word. Waits some seconds for a disk that takes nothing, then throws as the writing does. */
	finish(change: Partial<RunDocument>): Promise<void>;
	/** Tries no more by itself. */
	close(): void;
}

const retryMs = 1000;
/** The logs have been waited for before. */
const farewellMs = 1000;
const nothing = {rows: 0, bytes: 0, dropped: 0};

/** `onError` is told of a failure that does not pass. */
export function patientDocument(
	path: string,
	file: RunDocumentFile,
	holding: HoldListener,
	onError: (error: Error) => void,
): PatientDocument {
	let held = false;
	let retry: NodeJS.Timeout | undefined;

	async function write(change: Partial<RunDocument>): Promise<boolean> {
		try {
			await file.update(change);
		} catch (error) {
			if (!isPassing(error)) throw error;
			if (!held) holding.held(path, error);
			held = true;
			return false;
		}
		if (held) holding.released(path, nothing);
		held = false;
		return true;
	}

	async function update(change: Partial<RunDocument>): Promise<boolean> {
		if (await write(change)) return true;
		clearTimeout(retry);
		retry = setTimeout(() => {
			update({}).catch((error: unknown) => onError(error instanceof Error ? error : new Error(messageOf(error))));
		}, retryMs).unref();
		return false;
	}

	return {
		get data() {
			return file.data;
		},
		update,
		async finish(change) {
			clearTimeout(retry);
			const last = performance.now() + farewellMs;
			while (!(await write(change))) {
				if (performance.now() >= last)
					throw new ConnectopError('failed', 'disk-full', `${path}: does not tell how the run ended`);
				await delay(retryMs / 4);
			}
		},
		close: () => clearTimeout(retry),
	};
}
