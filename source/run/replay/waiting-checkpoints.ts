import {join} from 'node:path';
import {ConnectopError} from '../../base/errors.ts';
import {type Checkpoint, type Found, readCheckpoint, type SavedState, stateFilesIn} from '../../records/checkpoint.ts';
import {type CheckpointEntry, readRunDocument} from '../../records/run-document.ts';
import {checkCheckpoint} from './check-files.ts';

/** How far a replay on another kernel may be off. */
export const tolerance = 1e-5;

/** A checkpoint that the replay has not come to yet. */
interface Waiting {
	readonly file: string;
	readonly epoch: number;
	readonly tick: number;
	/** run.json lists it; others were written just before a kill. */
	readonly listed: boolean;
	readonly seq: number | undefined;
	/** The first difference to a state that was already offered at its tick. */
	difference?: string;
	loaded?: Checkpoint;
}

/** The checkpoints of a run, each compared with the replayed state at its place. */
export interface WaitingCheckpoints {
	/** How many are right so far. */
	readonly equal: number;
	/** The last tick of an epoch that a checkpoint waits for; −1 when there is none. */
	last(epoch: number): number;
	/** Whether one waits for this tick. */
	waits(epoch: number, tick: number): boolean;
	/**
	Compares what waits for this tick with `state`, the state after every command up to `seq`; a checkpoint that was saved after later ones goes on
	waiting. `exact` false allows `tolerance`. Returns what is in the file. Throws `checkpoint-differs`.
	*/
	compare(state: SavedState, seq: number, exact: boolean): Promise<SavedState | undefined>;
	/** Throws when one that run.json lists was never come to. */
	finish(): void;
}

/** Finds and reads through a run's checkpoints. Throws `file-changed` when one is damaged. */
export async function findCheckpoints(
	directory: string,
	entries: readonly CheckpointEntry[],
): Promise<WaitingCheckpoints> {
	for (const entry of entries) await check(directory, entry);
	const listed = new Set(entries.map(each => each.file));
	const others = (await stateFilesIn(directory)).filter(each => !listed.has(each.file));
	const waiting = new Map<string, Waiting>();
	const found: readonly (Found & {readonly seq?: number})[] = [...entries, ...others];
	for (const {file, epoch, tick, seq} of found)
		waiting.set(`${epoch} ${tick}`, {file, epoch, tick, listed: listed.has(file), seq});
	let equal = 0;
	return {
		get equal() {
			return equal;
		},
		last(epoch) {
			let last = -1;
			for (const each of waiting.values()) if (each.epoch === epoch) last = Math.max(last, each.tick);
			return last;
		},
		waits: (epoch, tick) => waiting.has(`${epoch} ${tick}`),
		async compare(state, seq, exact) {
			const key = `${state.epoch} ${state.tick}`;
			const due = waiting.get(key);
			if (!due) return undefined;
			const saved = await load(directory, due);
			if (!saved) {
				waiting.delete(key); // it was deleted by the run, which is going on
				return undefined;
			}
			if ((due.seq ?? saved.seq ?? seq) > seq) return undefined;
			const difference = differenceOf(saved.state, state, exact);
			if (difference === undefined) {
				waiting.delete(key);
				equal++;
				return saved.state;
			}
			due.difference ??= difference;
			// One without a place among the commands of its tick may have been saved after the next of them.
			if (due.seq === undefined && saved.seq === undefined && seq !== Infinity) return undefined;
			throw differs(directory, due, difference);
		},
		finish() {
			for (const each of waiting.values()) {
				if (each.listed) throw differs(directory, each, 'the journal does not lead to it');
			}
		},
	};

	async function check(directory: string, entry: CheckpointEntry): Promise<void> {
		try {
			await checkCheckpoint(directory, entry);
		} catch (error) {
			if (await stillListed(directory, entry.file)) throw error;
		}
	}
}

async function load(directory: string, due: Waiting): Promise<Checkpoint | undefined> {
	try {
		due.loaded ??= await readCheckpoint(join(directory, due.file));
		return due.loaded;
	} catch (error) {
		const gone = error instanceof ConnectopError && error.code === 'checkpoint-missing';
		if (gone && !(await stillListed(directory, due.file))) return undefined;
		throw error;
	}
}

/** A run that is going on deletes its oldest checkpoints, and takes them from its list before. */
async function stillListed(directory: string, file: string): Promise<boolean> {
	const {checkpoints} = await readRunDocument(directory);
	return checkpoints.some(each => each.file === file);
}

const differs = (directory: string, {file, epoch, tick}: Waiting, what: string): ConnectopError =>
	new ConnectopError(
		'unverified',
		'checkpoint-differs',
		`${join(directory, file)}: epoch ${epoch}, tick ${tick}: ${what}`,
	);

/** The first difference of a replayed state to a saved one, in words. Exactly: every bit of everything. */
function differenceOf(saved: SavedState, replayed: SavedState, exact: boolean): string | undefined {
	const names = Object.keys(replayed.variables);
	if (Object.keys(saved.variables).sort().join() !== names.toSorted().join()) return 'it holds other variables';
	for (const name of ['theta', 'thetaBefore'] as const)
		if (!Object.is(saved[name], replayed[name])) return `${name} is ${saved[name]}, replayed ${replayed[name]}`;
	const arrays = names.map(name => [name, saved.variables[name], replayed.variables[name]] as const);
	for (const [name, a, b] of [...arrays, ['stimulus', saved.stimulus, replayed.stimulus] as const]) {
		const at = differingAt(a, b, exact ? undefined : tolerance);
		if (at !== undefined) return `${name} of node ${at} is ${a?.[at]}, replayed ${b?.[at]}`;
	}
	if (!exact) return undefined;
	const at = differingAt(saved.detector, replayed.detector, undefined);
	return at === undefined ? undefined : `number ${at} of the spike detector differs`;
}

type Numbers = Float32Array | Float64Array;

/** Index of the first value that differs; the bits count where no tolerance is allowed. */
function differingAt(a: Numbers | undefined, b: Numbers | undefined, allowed: number | undefined): number | undefined {
	if (!a || !b || a.length !== b.length) return 0;
	for (let i = 0; i < a.length; i++) {
		const same = allowed === undefined ? Object.is(a[i], b[i]) : Math.abs(a[i]! - b[i]!) <= allowed;
		if (!same) return i;
	}
	return undefined;
}
