import {createHash} from 'node:crypto';
import {readFile, rm} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import {ConnectopError, messageOf} from '../base/errors.ts';
import type {Graph} from '../connectome/graph.ts';
import {newDetector} from '../connectome/spike-detector.ts';
import {fileFailure, writeFileAtomic} from './files.ts';
import {type GraphFile, readGraphFile} from './graph-archive.ts';
import type {NpyArray} from './npy.ts';
import {decodeNpz, encodeNpz, type NpzArrays} from './npz.ts';
import type {CheckpointEntry} from './run-document.ts';

/** Everything a run needs to go on, but for the graph, which is named. */
export interface SavedState {
	readonly tick: number;
	readonly epoch: number;
	/** Model clock, reference ticks, float64. */
	readonly theta: number;
	/** The model clock one tick earlier: whether a model second has passed since can't be told from theta and a dt that may have changed. */
	readonly thetaBefore: number;
	readonly variables: Readonly<Record<string, Float32Array>>;
	readonly stimulus: Float32Array;
	readonly detector: Float64Array;
}

/** What else stands in a state file. JSON but for the arrays. */
export interface SavedContext {
	readonly model: string;
	readonly seed: number;
	readonly settings: Readonly<Record<string, unknown>>;
	readonly kernel: string;
	readonly graph: GraphFile;
	/** Files of the user's code, relative to the run's directory. */
	readonly modelFile?: string;
	readonly equationsFile?: string;
}

export interface Checkpoint extends SavedContext {
	readonly state: SavedState;
	readonly path: string;
	readonly sha256: string;
}

/** `state_<tick>.npz`, with the epoch in the name after a restore or resume. */
export const stateFile = (tick: number, epoch: number): string =>
	epoch === 0 ? `state_${tick}.npz` : `state_${tick}.${epoch}.npz`;

/** Arrays of a state file that are not variables of the model. */
const own = ['backend', 'N', 'tick', 'epoch', 'theta', 'theta_before', 'stimulus', 'detector', 'context'];

/** Writes a state file and reads it back to be sure of it. */
export async function writeCheckpoint(
	directory: string,
	state: SavedState,
	context: SavedContext,
	at: Date,
): Promise<CheckpointEntry> {
	const file = stateFile(state.tick, state.epoch);
	const path = join(directory, file);
	const pieces = encodeNpz(stateArrays(state, context));
	const bytes = await writeFileAtomic(path, pieces);
	const hash = createHash('sha256');
	for (const piece of pieces) hash.update(piece);
	const sha256 = hash.digest('hex');
	let written: string;
	try {
		written = createHash('sha256')
			.update(await readFile(path))
			.digest('hex');
	} catch (error) {
		throw fileFailure(error, path);
	}
	if (written !== sha256)
		throw new ConnectopError('failed', 'checkpoint-unverified', `${path}: what was read back is not what was written`);
	return {file, tick: state.tick, epoch: state.epoch, bytes, sha256, at: at.toISOString()};
}

function stateArrays(state: SavedState, context: SavedContext): NpzArrays {
	const single = (data: NpyArray['data']): NpyArray => ({data, shape: []});
	const vector = (data: Float32Array | Float64Array): NpyArray => ({data, shape: [data.length]});
	return {
		backend: single('sparse'),
		N: single(BigInt64Array.of(BigInt(state.stimulus.length))),
		tick: single(BigInt64Array.of(BigInt(state.tick))),
		epoch: single(BigInt64Array.of(BigInt(state.epoch))),
		theta: single(Float64Array.of(state.theta)),
		theta_before: single(Float64Array.of(state.thetaBefore)),
		...Object.fromEntries(Object.entries(state.variables).map(([name, values]) => [name, vector(values)])),
		stimulus: vector(state.stimulus),
		detector: vector(state.detector),
		context: single(JSON.stringify(context)),
	};
}

/** Reads a state file. Throws one line: `checkpoint-missing`, `checkpoint-corrupt`, or `checkpoint-foreign` when it is not one of ours. */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
	let bytes: Buffer;
	try {
		bytes = await readFile(path);
	} catch (error) {
		const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : messageOf(error);
		throw new ConnectopError('invalid', 'checkpoint-missing', `checkpoint ${path}: ${why}`, {cause: error});
	}
	if (path.endsWith('.h5'))
		throw new ConnectopError('invalid', 'checkpoint-foreign', `${path}: HDF5 checkpoints are not read; use .npz`);
	const arrays = decodeNpz(bytes, path);
	const missing = own.find(name => !(name in arrays));
	if (missing !== undefined) {
		throw new ConnectopError(
			'invalid',
			'checkpoint-foreign',
			`${path}: is no checkpoint of connectop (no array ${missing}); it holds ${Object.keys(arrays).join(', ')}`,
		);
	}
	return {
		...contextOf(arrays['context'], path),
		path,
		sha256: createHash('sha256').update(bytes).digest('hex'),
		state: stateOf(arrays, path),
	};
}

function contextOf(array: NpyArray | undefined, path: string): SavedContext {
	try {
		return JSON.parse(String(array?.data)) as SavedContext;
	} catch (error) {
		throw foreign(path, 'context', 'is no JSON', error);
	}
}

function stateOf(arrays: NpzArrays, path: string): SavedState {
	const number = (name: string) => {
		const data = arrays[name]?.data;
		const value = typeof data === 'string' || data === undefined ? Number.NaN : Number(data[0]);
		if (value >= 0 && value < Number.POSITIVE_INFINITY) return value;
		throw foreign(path, name, 'is no number from 0');
	};
	const n = number('N');
	const floats = <T extends Float32Array | Float64Array>(name: string, type: new () => T, length: number): T => {
		const data = arrays[name]?.data;
		if (data instanceof type && data.length === length) return data;
		throw foreign(path, name, `does not hold ${length} numbers of the kind ${type.name}`);
	};
	const variables = Object.keys(arrays).filter(name => !own.includes(name));
	return {
		tick: number('tick'),
		epoch: number('epoch'),
		theta: number('theta'),
		thetaBefore: number('theta_before'),
		variables: Object.fromEntries(variables.map(name => [name, floats(name, Float32Array, n)])),
		stimulus: floats('stimulus', Float32Array, n),
		detector: floats('detector', Float64Array, newDetector().length),
	};
}

const foreign = (path: string, array: string, why: string, cause?: unknown) =>
	new ConnectopError('invalid', 'checkpoint-foreign', `${path}: is no checkpoint of connectop: array ${array} ${why}`, {
		cause,
	});

/** The graph that a checkpoint was saved on, from the file beside it. */
export const graphOfCheckpoint = (checkpoint: Checkpoint): Promise<Graph> =>
	readGraphFile(dirname(checkpoint.path), checkpoint.graph);

/**
The newest checkpoint of a run that can be read: damaged ones are reported to `damaged` and passed over. Throws when there is none.
*/
export async function newestCheckpoint(
	directory: string,
	entries: readonly CheckpointEntry[],
	damaged: (message: string) => void,
): Promise<Checkpoint> {
	const newestFirst = [...entries].sort((a, b) => b.epoch - a.epoch || b.tick - a.tick);
	for (const {file, sha256} of newestFirst) {
		try {
			const checkpoint = await readCheckpoint(join(directory, file));
			if (checkpoint.sha256 === sha256) return checkpoint;
			damaged(`${file} is damaged: its content is not what was saved`);
		} catch (error) {
			if (!(error instanceof ConnectopError)) throw error;
			damaged(error.message);
		}
	}
	throw new ConnectopError('invalid', 'checkpoint-missing', `${directory}: holds no checkpoint that can be read`);
}

/** Deletes the oldest checkpoints beyond `keep` (0 keeps all); pinned ones and the first stay and do not count. Returns those left. */
export async function pruneCheckpoints(
	directory: string,
	entries: readonly CheckpointEntry[],
	keep: number,
	pinned: ReadonlySet<string>,
): Promise<readonly CheckpointEntry[]> {
	if (keep === 0) return entries;
	const [first] = entries;
	const loose = entries.filter(each => each !== first && !pinned.has(each.file));
	const gone = new Set(loose.slice(0, Math.max(0, loose.length - keep)).map(each => each.file));
	for (const file of gone) await rm(join(directory, basename(file)), {force: true});
	return entries.filter(each => !gone.has(each.file));
}
