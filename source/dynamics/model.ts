import type {Csr} from '../base/csr.ts';

/** Where a step is computed. */
export type KernelId = 'cpu' | 'wasm' | 'gpu' | 'external';

/**
A scalar function of positional numbers. Positional, because gpu.js compiles no object arguments; pure and closed,
because it is compiled from its own source text: it may use its arguments, number literals and Math, nothing else.
*/
export type ScalarFunction = (...args: number[]) => number;

/** A state variable of every node. */
export interface Variable {
	readonly name: string;
	readonly unit: string;
	/** Bounds the state is clipped to after every step. */
	readonly min: number;
	readonly max: number;
	/** The range that drawing spreads its colours over. */
	readonly shown: readonly [low: number, high: number];
}

/** A number of the model that can be set at start and live. */
export interface Parameter {
	readonly name: string;
	readonly title: string;
	readonly unit: string;
	readonly default: number;
	readonly min: number;
	readonly max: number;
	/** Shown and typed as on/off; the value is 1 or 0. */
	readonly boolean?: true;
	/** Name of a command line option of its own, besides `--param NAME=VALUE`, and another name of the same. */
	readonly flag?: string;
	readonly flagAlias?: string;
}

/** Named sets of parameter values, cycled with `[` and `]`. */
export interface Presets {
	/** What a preset is called: `domain`. It is also the name of the command line option. */
	readonly title: string;
	readonly names: readonly string[];
	readonly default: string;
	/** Parameter that the header shows as the preset's factor. */
	readonly factor?: string;
	/** Parameter values that a preset sets. */
	values(name: string): Readonly<Record<string, number>>;
}

/** What an initial condition may look at. All random numbers come from the run's seed. */
export interface InitialContext {
	readonly graph: Csr;
	readonly x: Float32Array;
	readonly y: Float32Array;
	/** Parameter values by name. */
	readonly parameters: Readonly<Record<string, number>>;
	/** Uniform in [0, 1), a function of (seed, stream, index) alone. */
	uniform(stream: number, index: number): number;
}

/** Fills the state, one array of N values a variable. */
export type Initial = (state: readonly Float32Array[], context: InitialContext) => void;

/** A number computed from the whole state for the log and the screen. */
export interface Observable {
	readonly name: string;
	readonly title: string;
	readonly unit: string;
	of(state: readonly Float32Array[]): number;
}

/** Numbers of one tick that do not depend on the node. Everything a kernel needs besides the state. */
export interface StepPlan {
	/** Reference ticks that this tick advances. */
	readonly dt: number;
	/** Passed to `node` as its time argument: model time in seconds, or what `clock` made of it. */
	readonly u: number;
	/** Parameter values in the order of `parameters`. */
	readonly p: readonly number[];
	/** Number of exchange passes in this tick, ≥ 1. */
	readonly substeps: number;
	/** Factor of the coupling sum in one pass: strength · scale · dt / substeps. */
	readonly coupling: number;
	/** Factor of each noise value: √dt · noiseGain. 0: no noise. */
	readonly noiseScale: number;
	/** Factor of each stimulus value: dt · gain. */
	readonly stimulusScale: number;
	/** Factor of the stimulus buffer after the tick: 0.9 a reference tick. */
	readonly stimulusDecay: number;
}

/** The noise of one tick, which whoever steps draws: uniform in [−amplitude, amplitude), a function of these numbers and the node alone. */
export interface NoiseDraw {
	/** None, one number for all nodes, or one a node. */
	readonly kind: 'none' | 'shared' | 'node';
	readonly seed: number;
	readonly tick: number;
	readonly amplitude: number;
}

/** A field, struct of arrays. `current` and `next` hold `variables` arrays of N values. */
export interface Field {
	readonly n: number;
	readonly current: readonly Float32Array[];
	readonly next: readonly Float32Array[];
	/** Stimulus buffer s, one value a node. */
	readonly stimulus: Float32Array;
}

/** A field with the noise of a tick drawn. */
export interface FieldState extends Field {
	/** Noise of this tick: N values, or one for all nodes; empty when there is none. */
	readonly noise: Float32Array;
}

/**
One tick on the CPU: reads `current`, writes `next`. Rounds with Math.fround after every operation and sums in CSR
order, so that the result is the same bits everywhere. Must not allocate.
*/
export type CpuStep = (state: FieldState, plan: StepPlan) => void;

/**
A dynamical model on a graph (docs/models.md). For every node, with x its variables and c the coupling sum over its in-edges,

	dx_v/dt = node[v](x_0 … x_V−1, u, p_0 … p_P−1)  (+ coupling · Σ_j edge(x_i, x_j, w_ij, p_0 …)  for variable 0)

in units of 1/reference tick. Noise and stimulus belong to the engine and act on variable 0.
*/
export interface Model {
	readonly id: string;
	readonly title: string;
	readonly variables: readonly Variable[];
	readonly parameters: readonly Parameter[];
	readonly node: readonly ScalarFunction[];
	readonly edge: ScalarFunction;
	/** Functions that `node` and `edge` call by these names; compiled with them. */
	readonly helpers?: Readonly<Record<string, ScalarFunction>>;
	/**
	`node[0]` takes the noise as a further, last argument and adds it itself, in units of a rate: noiseScale/dt · noise.
	The engine then adds none.
	*/
	readonly noiseArgument?: true;
	/** Name of the parameter that multiplies the coupling sum; 1 when absent. */
	readonly strength?: string;
	/** Bound of the coupling's spectral radius in units of the largest in-strength: 2 for differences (the default), 1 for sums. */
	readonly couplingNorm?: number;
	/** Bound of |∂node/∂x| at these parameter values, for the stability rule; without it only the coupling counts. */
	reactionBound?(...p: number[]): number;
	/** Per-tick scalar from model time t (s); computed in float64 once a tick. Default: t itself. */
	clock?(t: number, ...p: number[]): number;
	/** Factor of the noise in a tick. Default 1. */
	noiseGain?(u: number, ...p: number[]): number;
	/** Initial conditions by name; the first is the default. */
	readonly initial: Readonly<Record<string, Initial>>;
	readonly presets?: Presets;
	readonly observables?: readonly Observable[];
	/** A hand-written step for the CPU; the generic one is used otherwise. */
	cpuStep?(graph: Csr): CpuStep;
	/** What the wasm kernel has to know to step this model; without it, it can't. */
	readonly wasm?: WasmLaw;
	/** File of the user's code in this model; what it throws is reported with file and line. */
	readonly origin?: string;
	/** The user's own equations for this model, if it takes any. */
	readonly equations?: EquationsPort;
	/** Somebody else steps it: the functions above say nothing. */
	readonly external?: Abilities;
}

/** What whoever steps a model can't do. */
export interface Abilities {
	/** Why commands can't be had, by id. */
	readonly lacks: Readonly<Record<string, string>>;
	/** It takes another dt, and stimuli. */
	readonly dt: boolean;
	readonly stimulus: boolean;
	/** Its observables as of the newest tick, by name; whoever steps writes them. */
	readonly figures: Record<string, number>;
}

/** A model of one variable as compiled into the wasm kernel (its `assembly/` folder). Equal to the model's cpu step, bit for bit. */
export interface WasmLaw {
	readonly law: 'void' | 'linear-rate';
	/** `differences`: Σ w·x_j − |w|·x_i; `sums`: Σ w·x_j. */
	readonly coupling: 'differences' | 'sums';
	/** The law's numbers in a tick: its factor of time, and two more. */
	numbers(plan: StepPlan): readonly [time: number, p: number, q: number];
}

/** How a model takes the user's own equations from a module. */
export interface EquationsPort {
	/** File names looked for in the working directory. */
	readonly files: readonly string[];
	/** `model` with the module's functions in place of its own. Throws ConnectopError when an export is missing or of the wrong kind. */
	with(model: Model, exports: Readonly<Record<string, unknown>>, file: string): Model;
}
