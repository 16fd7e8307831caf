import {z} from 'zod';
import {ConnectopError} from '../base/errors.ts';
import {newDetector} from '../connectome/spike-detector.ts';
import type {NpyArray} from './npy.ts';
import type {NpzArrays} from './npz.ts';

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
	/** The state of an external engine, which only that can read. */
	readonly engine?: Uint8Array;
	/** Of a state whose arrays lie in memory that is used again: 1 until it was saved, when whoever saved it makes it 0. Shared memory. */
	readonly hold?: Int32Array;
}

/** An external engine in a file: its command, where it was started, and what it said of itself. */
export const savedEngine = z.object({
	command: z.string(),
	cwd: z.string(),
	timeout: z.number().optional(),
	files: z.record(z.string(), z.string()).optional(),
	hello: z.record(z.string(), z.unknown()),
});

const context = z.object({
	/** Id of the model. */
	model: z.string(),
	seed: z.number(),
	/** Every setting in force. */
	settings: z.record(z.string(), z.unknown()),
	kernel: z.string(),
	/** The graph's file, beside the state's, and its SHA-256. */
	graph: z.object({file: z.string().regex(/^[\w.-]+$/), sha256: z.string()}),
	/** Files of the user's code, relative to the run's directory. */
	modelFile: z.string().optional(),
	equationsFile: z.string().optional(),
	engine: savedEngine.optional(),
	seq: z.int().min(0).optional(),
});

/** What else stands in a state file. JSON. */
export interface SavedContext {
	readonly model: string;
	readonly seed: number;
	readonly settings: Readonly<Record<string, unknown>>;
	readonly kernel: string;
	readonly graph: {readonly file: string; readonly sha256: string};
	/** Files of the user's code, relative to the run's directory. */
	readonly modelFile?: string;
	readonly equationsFile?: string;
	/** The external engine that stepped: its command, where it was started, and what it said of itself. */
	readonly engine?: {
		readonly command: string;
		readonly cwd: string;
		readonly files?: Readonly<Record<string, string>> | undefined;
		readonly timeout?: number | undefined;
		readonly hello: Readonly<Record<string, unknown>>;
	};
	/** Newest `seq` of the run when the state was copied: commands of the journal up to it are in the state. */
	readonly seq?: number;
}

/** Arrays of a state file that are not variables of the model. */
const own = [
	'backend',
	'N',
	'tick',
	'epoch',
	'theta',
	'theta_before',
	'threshold',
	'stimulus',
	'detector',
	'context',
	'engine_state',
];
const required = own.filter(name => name !== 'threshold' && name !== 'engine_state');

/** A variable's array has its name, unless that is taken; names of variables hold no dots. */
const prefix = 'variable.';
const arrayOf = (variable: string): string => (own.includes(variable) ? `${prefix}${variable}` : variable);
const variableOf = (array: string): string => (array.startsWith(prefix) ? array.slice(prefix.length) : array);

/**
The arrays of a state file. Names and types are those of the original program where they mean the same: `backend`, `N`, `threshold`, `W`; the
rest of its layout, `row_ptr` and `col_idx`, is in the graph's file.
*/
export function stateArrays(state: SavedState, saved: SavedContext): NpzArrays {
	const single = (data: NpyArray['data']): NpyArray => ({data, shape: []});
	const vector = (data: Float32Array | Float64Array | Uint8Array): NpyArray => ({data, shape: [data.length]});
	const threshold = saved.settings['threshold'];
	const variables = Object.entries(state.variables).map(([name, values]) => [arrayOf(name), vector(values)] as const);
	return {
		backend: single('sparse'),
		N: single(BigInt64Array.of(BigInt(state.stimulus.length))),
		tick: single(BigInt64Array.of(BigInt(state.tick))),
		epoch: single(BigInt64Array.of(BigInt(state.epoch))),
		theta: single(Float64Array.of(state.theta)),
		theta_before: single(Float64Array.of(state.thetaBefore)),
		...(typeof threshold === 'number' ? {threshold: single(Float64Array.of(threshold))} : {}),
		...Object.fromEntries(variables),
		stimulus: vector(state.stimulus),
		detector: vector(state.detector),
		...(state.engine ? {engine_state: vector(state.engine)} : {}),
		context: single(JSON.stringify(saved)),
	};
}

/** What a state file's arrays say. Throws `checkpoint-foreign` when they are not those of a state file. */
export function stateFrom(arrays: NpzArrays, path: string): SavedContext & {readonly state: SavedState} {
	const missing = required.find(name => !(name in arrays));
	if (missing !== undefined) {
		const found = Object.keys(arrays).join(', ');
		throw new ConnectopError(
			'invalid',
			'checkpoint-foreign',
			`${path}: is no checkpoint of connectop (no array ${missing}); it holds ${found}`,
		);
	}
	return {...contextFrom(arrays['context'], path), state: fieldFrom(arrays, path)};
}

function contextFrom(array: NpyArray | undefined, path: string): SavedContext {
	try {
		return context.parse(JSON.parse(String(array?.data))) as SavedContext;
	} catch (error) {
		throw foreign(path, 'context', 'is not the JSON that belongs there', error);
	}
}

function fieldFrom(arrays: NpzArrays, path: string): SavedState {
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
	const engine = arrays['engine_state']?.data;
	if (engine !== undefined && !(engine instanceof Uint8Array))
		throw foreign(path, 'engine_state', 'does not hold bytes');
	const variables = Object.keys(arrays).filter(name => !own.includes(name));
	return {
		tick: number('tick'),
		epoch: number('epoch'),
		theta: number('theta'),
		thetaBefore: number('theta_before'),
		variables: Object.fromEntries(variables.map(name => [variableOf(name), floats(name, Float32Array, n)])),
		stimulus: floats('stimulus', Float32Array, n),
		detector: floats('detector', Float64Array, newDetector().length),
		...(engine ? {engine} : {}),
	};
}

const foreign = (path: string, array: string, why: string, cause?: unknown) =>
	new ConnectopError('invalid', 'checkpoint-foreign', `${path}: is no checkpoint of connectop: array ${array} ${why}`, {
		cause,
	});
