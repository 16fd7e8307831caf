import {ConnectopError} from '../base/errors.ts';
import type {Interval} from '../base/interval.ts';
import type {Topology} from '../connectome/topologies.ts';
import {checkGpuMode, type GpuMode} from '../kernels/gpu/modes.ts';
import {mostThreads} from '../kernels/wasm/layout.ts';
import {noteText} from '../records/run-labels.ts';
import type {KernelChoice} from './engine-protocol.ts';

/** What a run is asked to be. Everything left out comes from the checkpoint it resumes, else from the defaults. */
export interface RunOptions {
	/** Id of a built-in model or path of a model module. Default `void`. */
	readonly model?: string;
	/** Module with the user's equations. */
	readonly equations?: string;
	/** Take a file such as void-equations.mjs from the working directory by itself. Default true. */
	readonly autoEquations?: boolean;
	/** Values of model parameters by name. */
	readonly parameters?: Readonly<Record<string, number | string>>;
	/** Name of one of the model's presets (a domain). */
	readonly preset?: string;
	readonly neurons?: number;
	readonly k?: number;
	readonly topology?: Topology;
	/** File of a graph to run on, instead of a topology. */
	readonly graph?: string;
	readonly undirected?: boolean;
	readonly unweighted?: boolean;
	/** Name of one of the model's initial conditions. */
	readonly init?: string;
	readonly seed?: number;
	readonly hz?: number;
	readonly dt?: number;
	readonly noise?: 'none' | 'shared' | 'node';
	readonly noiseAmplitude?: number;
	readonly coupling?: 'scaled' | 'raw';
	readonly stimulusGain?: number;
	readonly threshold?: number;
	readonly synthetic?: 'none' | 'pulse';
	readonly measureEvery?: number;
	readonly auditEvery?: number;
	/** Threads of the wasm kernel. Default: as many as cores and graph have use for. */
	readonly threads?: number;
	readonly logEvery?: Interval | 'never';
	readonly checkpointEvery?: Interval | 'never';
	readonly vizEvery?: Interval | 'never';
	/** Checkpoints kept, the oldest go first; 0 keeps all. Default 5. */
	readonly checkpointKeep?: number;
	/** End after so many new ticks. */
	readonly steps?: number;
	/** End after so many seconds. */
	readonly duration?: number;
	/** Command of an external engine, for the shell: it steps instead of a model of ours. */
	readonly engine?: string;
	/** Seconds that an engine may be silent before it is given up. Default 60. */
	readonly engineTimeout?: number;
	/** What is done when the engine is lost: a run that somebody can look at pauses. Default end. */
	readonly engineLost?: 'pause' | 'end';
	readonly kernel?: KernelChoice;
	readonly exact?: boolean;
	/** Which of gpu.js's backends the gpu kernel takes. Default gl. */
	readonly gpuMode?: GpuMode;
	/** A run or a checkpoint file to go on from. */
	readonly resume?: string;
	/** The command line that began the run that is resumed was started again: `steps` and `script` count from the run's first tick. */
	readonly startedAgain?: boolean;
	/** Resume a checkpoint of another number of nodes or another graph. */
	readonly force?: boolean;
	/** The run's own directory, new or empty. Default runs/<time>. */
	readonly runDirectory?: string;
	/** Added to the run's id. */
	readonly name?: string;
	/** Written down at its first tick. */
	readonly note?: string;
	/** What to record, such as `nodes=0-99 var=W every=10t to=npy`; on top of what the checkpoint records. */
	readonly record?: readonly string[];
	/** Stimulus: `-` stdin, a file, or `none`. */
	readonly input?: string;
	/** Messages of an input file a model second. Default 10. */
	readonly inputRate?: number;
	/** File with commands at given ticks. */
	readonly script?: string;
	/** Most memory the graph and the field may take, bytes. Default: four fifths of what the machine lets this process have, less the program. */
	readonly memoryLimit?: number;
	/** What the user should know of where options came from; said as events at the start. */
	readonly notes?: readonly string[];
	/** The run that this one branches off from. */
	readonly origin?: RunOrigin;
	/** Shown in the header: where these options came from. */
	readonly scenario?: string;
}

/** Where a branch comes from. */
export interface RunOrigin {
	readonly run: string;
	readonly directory: string;
	readonly file: string;
	readonly tick: number;
	readonly epoch: number;
}

/** Options of the scenario that runs when none are given: fronts that spread, and pulses that open holes in them. */
export const demo: RunOptions = {scenario: 'demo', init: 'nucleate', noise: 'none', synthetic: 'pulse'};

/** Refuses numbers that no run can have, before anything is built. Throws usage errors. */
export function checkOptions(options: RunOptions): void {
	const {neurons, hz, dt, steps, duration, seed, inputRate, checkpointKeep, threshold, threads} = options;
	if (options.note !== undefined) noteText(options.note);
	check('--neurons', neurons, value => Number.isInteger(value) && value >= 1, 'a whole number from 1');
	check('--hz', hz, value => value > 0 && value <= 1000, 'a number above 0 and up to 1000');
	check('--dt', dt, value => value > 0 && value <= 100, 'a number above 0 and up to 100');
	check('--steps', steps, value => Number.isInteger(value) && value >= 1, 'a whole number from 1');
	check('--duration', duration, value => value > 0, 'seconds above 0');
	check(
		'--seed',
		seed,
		value => Number.isInteger(value) && value >= 0 && value <= 0xffffffff,
		'a whole number from 0 to 4294967295',
	);
	check('--input-rate', inputRate, value => value > 0 && value <= 1e6, 'messages a model second, above 0');
	check(
		'--checkpoint-keep',
		checkpointKeep,
		value => Number.isInteger(value) && value >= 0,
		'a whole number from 0 (keep all)',
	);
	check(
		'--threads',
		threads,
		value => Number.isInteger(value) && value >= 1 && value <= mostThreads,
		`a whole number from 1 to ${mostThreads}`,
	);
	check('--threshold', threshold, value => value >= 0 && value <= 1, 'a number from 0 to 1');
	check('--engine-timeout', options.engineTimeout, value => value >= 1 && value <= 86_400, 'seconds from 1 to 86400');
	checkEngine(options);
	// A checkpoint says which kernel its run was on.
	if (options.kernel !== undefined || options.resume === undefined)
		checkGpuMode(options.gpuMode, options.kernel ?? 'auto');
	if (
		options.graph !== undefined &&
		(neurons !== undefined || options.k !== undefined || options.topology !== undefined)
	) {
		throw new ConnectopError(
			'usage',
			'graph',
			'--graph brings its own nodes and edges: leave out --neurons, -k and --topology',
		);
	}
	const reading = options.undirected ? '--undirected' : options.unweighted ? '--unweighted' : undefined;
	if (options.graph === undefined && reading !== undefined)
		throw new ConnectopError('usage', 'graph', `${reading} says how a file is read: give it with --graph`);
}

/** An external engine is model, kernel and first state in one. */
function checkEngine(options: RunOptions): void {
	if (options.engine === undefined) return;
	const {model, equations, kernel, exact, gpuMode, init, noise, noiseAmplitude, coupling, preset, threads} = options;
	const others = {
		model,
		equations,
		kernel,
		exact,
		'gpu-mode': gpuMode,
		init,
		noise,
		coupling,
		threads,
		'noise-amplitude': noiseAmplitude,
		domain: preset,
	};
	const found = Object.entries(others).find(([, value]) => value !== undefined);
	if (!found) return;
	throw new ConnectopError(
		'usage',
		'engine',
		`--engine brings its own model and steps by itself: leave out --${found[0]}`,
	);
}

function check(option: string, value: number | undefined, allowed: (value: number) => boolean, what: string): void {
	if (value === undefined || allowed(value)) return;
	const given = Number.isNaN(value) ? 'that is no number' : `${value} is not allowed`;
	throw new ConnectopError('usage', 'option', `${option}: ${given}; use ${what}`);
}
