import {join} from 'node:path';
import {ConnectopError} from '../../base/errors.ts';
import {type Checkpoint, readCheckpoint, type SavedState} from '../../records/checkpoint.ts';
import {readRunDocument} from '../../records/run-document.ts';
import {checkCheckpoint, damagedState} from './check-files.ts';
import type {ListedState} from './listed-states.ts';

/** How far a replay on another kernel may be off. */
export const tolerance = 1e-5;

/** A checkpoint that the replay has not come to yet. */
interface Waiting extends ListedState {
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

/** Reads through those of a run's state files that run.json lists. Throws `file-changed` when one is damaged. */
export async function findCheckpoints(directory: string, states: readonly ListedState[]): Promise<WaitingCheckpoints> {
	const waiting = new Map<string, Waiting>();
	for (const state of states)
		if (!state.listed || (await isWhole(directory, state))) waiting.set(`${state.epoch} ${state.tick}`, {...state});
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
				waiting.delete(key); // it was deleted or saved anew by the run, which is going on
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
}

/** False when it was deleted or saved anew since it was listed. Throws when it is damaged. */
async function isWhole(directory: string, state: ListedState): Promise<boolean> {
	try {
		await checkCheckpoint(directory, state);
		return true;
	} catch (error) {
		if (await stillListed(directory, state)) throw error;
		return false;
	}
}

async function load(directory: string, due: Waiting): Promise<Checkpoint | undefined> {
	if (due.loaded) return due.loaded;
	try {
		const found = await readCheckpoint(join(directory, due.file));
		if (found.sha256 !== due.sha256) throw damagedState(directory, due.file);
		due.loaded = found;
		return found;
	} catch (error) {
		const otherNow = error instanceof ConnectopError && ['checkpoint-missing', 'file-changed'].includes(error.code);
		if (otherNow && !(await stillListed(directory, due))) return undefined;
		throw error;
	}
}

/** A run that is going on takes a checkpoint from its list before it deletes it, and before it saves another one under its name. */
async function stillListed(directory: string, {file, sha256}: ListedState): Promise<boolean> {
	const {checkpoints} = await readRunDocument(directory);
	return checkpoints.some(each => each.file === file && each.sha256 === sha256);
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
