import {readdir, rm} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import {ConnectopError, messageOf} from '../base/errors.ts';
import type {Report} from '../base/progress.ts';
import {graphOf} from '../connectome/csr.ts';
import type {EdgeTable, Graph} from '../connectome/graph.ts';
import {layoutOf} from '../connectome/graph-layout.ts';
import {passFile} from './file-passage.ts';
import {fileFailure} from './files.ts';
import {readGraphFile} from './graph-archive.ts';
import {encodingNpz, type NpzArrays} from './npz.ts';
import {isOriginal, originalState} from './original-state.ts';
import {withPauses} from './pauses.ts';
import {noMemory, readNpz} from './read-npz.ts';
import type {CheckpointEntry} from './run-document.ts';
import {type SavedContext, type SavedState, stateArrays, stateFrom} from './state-arrays.ts';
import {writeVerified} from './write-verified.ts';

export type {SavedContext, SavedState} from './state-arrays.ts';

/** A state file that was read. */
export interface Checkpoint extends SavedContext {
	readonly state: SavedState;
	readonly path: string;
	readonly sha256: string;
	/** The graph, where the file itself brings it: one of the original program does. */
	readonly edges?: EdgeTable;
}

/** `state_<tick>.npz`, with the epoch in the name after a restore or resume. */
export const stateFile = (tick: number, epoch: number): string =>
	epoch === 0 ? `state_${tick}.npz` : `state_${tick}.${epoch}.npz`;

/** The tick and epoch in the name of a state file; undefined when it is none. */
export function placeOfStateFile(file: string): {readonly tick: number; readonly epoch: number} | undefined {
	const [, tick, epoch = 0] = /^state_(\d+)(?:\.(\d+))?\.npz$/.exec(file) ?? [];
	return tick === undefined ? undefined : {tick: Number(tick), epoch: Number(epoch)};
}

/**
Writes a state file, which gets its name when it was read back and is what was written. The thread stays free for others meanwhile; the state must
not change. Throws what `writeVerified` does.
*/
export async function writeCheckpoint(
	directory: string,
	state: SavedState,
	context: SavedContext,
	at: Date,
): Promise<CheckpointEntry> {
	const file = stateFile(state.tick, state.epoch);
	const pieces = await withPauses(encodingNpz(stateArrays(state, context)));
	const {bytes, sha256} = await writeVerified(join(directory, file), pieces);
	const {seq} = context;
	const entry = {file, tick: state.tick, epoch: state.epoch, bytes, sha256, at: at.toISOString()};
	return seq === undefined ? entry : {...entry, seq};
}

/** Reads a state file. Throws one line: `checkpoint-missing`, `checkpoint-corrupt`, or `checkpoint-foreign` when it is not one of ours. */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
	const {arrays, sha256} = await readArrays(path);
	return {...stateFrom(arrays, path), path, sha256};
}

/** Reads a state file of ours or one of the original program (.npz, dense or sparse). Throws as `readCheckpoint` does. */
export async function readAnyCheckpoint(path: string): Promise<Checkpoint> {
	const {arrays, sha256} = await readArrays(path);
	if (!isOriginal(arrays)) return {...stateFrom(arrays, path), path, sha256};
	const {state, context, edges} = originalState(arrays, path);
	return {...context, graph: {file: basename(path), sha256}, state, path, sha256, edges};
}

async function readArrays(path: string): Promise<{readonly arrays: NpzArrays; readonly sha256: string}> {
	try {
		return await readNpz(path);
	} catch (error) {
		if (error instanceof ConnectopError) throw (await isHdf(path)) ? hdf(path) : error;
		const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : messageOf(error);
		throw new ConnectopError('invalid', 'checkpoint-missing', `checkpoint ${path}: ${why}`, {cause: error});
	}
}

const isHdf = (path: string): Promise<boolean> =>
	passFile(path, async passage => String.fromCharCode(...(await passage.peek(0, 4))) === '\u0089HDF');

const hdf = (path: string): ConnectopError =>
	new ConnectopError('invalid', 'checkpoint-foreign', `${path}: HDF5 checkpoints are not read; use .npz`);

/** The graph that a checkpoint was saved on: from the file beside it, or laid out anew when the checkpoint brought its edges along. */
export async function graphOfCheckpoint({path, graph, edges}: Checkpoint, report?: Report): Promise<Graph> {
	if (!edges) return readGraphFile(dirname(path), graph, report);
	return graphOf(edges, layoutOf(edges.n, edges), basename(path));
}

/**
The newest checkpoint of a run that can be read, by epoch and tick: those that run.json lists and those that were written just before a crash and
are not listed yet. Damaged ones are told to `damaged` and passed over. Throws `checkpoint-missing` when there is none.
*/
export async function newestCheckpoint(
	directory: string,
	entries: readonly CheckpointEntry[],
	damaged: (message: string) => void,
): Promise<Checkpoint> {
	const listed = new Set(entries.map(each => each.file));
	const unlisted = (await stateFilesIn(directory)).filter(each => !listed.has(each.file));
	const newestFirst = [...entries, ...unlisted].sort((a, b) => b.epoch - a.epoch || b.tick - a.tick);
	for (const {file, sha256} of newestFirst) {
		try {
			const checkpoint = await readCheckpoint(join(directory, file));
			if (sha256 === undefined || checkpoint.sha256 === sha256) return checkpoint;
			damaged(`${file} is damaged: its content is not what was saved`);
		} catch (error) {
			if (!(error instanceof ConnectopError) || error.code === noMemory) throw error;
			damaged(error.message);
		}
	}
	throw new ConnectopError('invalid', 'checkpoint-missing', `${directory}: holds no checkpoint that can be read`);
}

/** A state file by its name. */
export type Found = Pick<CheckpointEntry, 'file' | 'tick' | 'epoch'> & {readonly sha256?: string};

/** The state files that lie in a run's directory, listed or not. Throws `checkpoint-missing` when it can't be read. */
export async function stateFilesIn(directory: string): Promise<readonly Found[]> {
	const names = await readdir(directory).catch((error: unknown) => {
		throw new ConnectopError('invalid', 'checkpoint-missing', `${directory}: ${messageOf(error)}`, {cause: error});
	});
	return names.flatMap(file => {
		const place = placeOfStateFile(file);
		return place ? [{file, ...place}] : [];
	});
}

/** The checkpoints to keep: all but the oldest beyond `keep` (0 keeps all); pinned ones and the first stay and do not count. */
export function keptCheckpoints(
	entries: readonly CheckpointEntry[],
	keep: number,
	pinned: ReadonlySet<string>,
): readonly CheckpointEntry[] {
	if (keep === 0) return entries;
	const [first] = entries;
	const loose = entries.filter(each => each !== first && !pinned.has(each.file));
	const gone = new Set(loose.slice(0, Math.max(0, loose.length - keep)));
	return entries.filter(each => !gone.has(each));
}

/** Deletes the files of those `entries` that are not `kept`, unless they have been pinned since. The list without them is written before. */
export async function deleteCheckpoints(
	directory: string,
	entries: readonly CheckpointEntry[],
	kept: readonly CheckpointEntry[],
	pinned: ReadonlySet<string>,
): Promise<void> {
	const left = new Set(kept.map(each => each.file));
	for (const {file} of entries) {
		if (left.has(file) || pinned.has(file)) continue;
		const path = join(directory, basename(file));
		await rm(path, {force: true}).catch((error: unknown) => {
			throw fileFailure(error, path);
		});
	}
}
