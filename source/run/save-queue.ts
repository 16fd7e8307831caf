import type {SavedState} from '../records/checkpoint.ts';
import type {Stamp} from './emission.ts';
import type {Settings} from './protocol.ts';
import {release} from './snapshot-pool.ts';

/** A state that is to be written down. */
export interface SaveJob {
	readonly state: SavedState;
	readonly settings: Settings;
	/** `interval` is the one reason that may be left out when the disk is slow. */
	readonly why: string;
	readonly at: Stamp;
	/** Newest `seq` at that moment: commands of the journal up to it are in the state. */
	readonly seq: number;
}

/** Checkpoints to be written, one after the other, in order. */
export interface SaveQueue {
	add(job: SaveJob): void;
	/** Checkpoints of the interval that a newer one replaced before they were written. */
	readonly skipped: number;
	/** Resolves when everything was written that was asked for so far. */
	settled(): Promise<void>;
}

interface Slot {
	job: SaveJob;
	readonly bytes: number;
}

/** States that wait for a slow disk may take this many bytes. */
const mostBytes = 64 * 1024 * 1024;

/**
A queue that does not grow for ever when the disk is slower than the run: where more than `most` bytes wait, a checkpoint of the interval takes the
place of the one before it. `onSkip` is told of the first that is left out. Each `save` must settle; it does not throw. States are let go of when they
were saved or left out.
*/
export function createSaveQueue(
	save: (job: SaveJob) => Promise<void>,
	onSkip: () => void,
	most = mostBytes,
): SaveQueue {
	let last: Promise<void> = Promise.resolve();
	let bytes = 0;
	/** The newest that waits, when it is one of the interval. */
	let newest: Slot | undefined;
	let skipped = 0;

	function put(slot: Slot): void {
		bytes += slot.bytes;
		last = last.then(() => {
			bytes -= slot.bytes;
			if (newest === slot) newest = undefined;
			const {job} = slot;
			return save(job).finally(() => release(job.state));
		});
	}

	return {
		add(job) {
			const size = sizeOf(job.state);
			if (job.why === 'interval' && newest && bytes + size > most) {
				release(newest.job.state);
				newest.job = job;
				if (skipped++ === 0) onSkip();
				return;
			}
			const slot = {job, bytes: size};
			newest = job.why === 'interval' ? slot : undefined;
			put(slot);
		},
		get skipped() {
			return skipped;
		},
		settled: () => last,
	};
}

const sizeOf = ({variables, stimulus}: SavedState): number =>
	Object.values(variables).reduce((sum, each) => sum + each.byteLength, stimulus.byteLength);
