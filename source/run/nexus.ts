import {digestState} from '../base/digest.ts';
import {ConnectopError} from '../base/errors.ts';
import type {Graph} from '../connectome/graph.ts';
import type {Meter, Metrics} from '../connectome/metrics.ts';
import {neighbourhood, type OutEdges, outEdges} from '../connectome/neighbourhood.ts';
import type {Model, NoiseDraw, Variable} from '../dynamics/model.ts';
import {inStrength} from '../dynamics/stability.ts';
import {hold} from '../kernels/hold.ts';
import type {HeldValues, Kernel} from '../kernels/kernel.ts';
import type {SavedState as Snapshot} from '../records/checkpoint.ts';
import {createBreakpointWatch, formatCondition} from './breakpoints.ts';
import type {Emission, Stamp, Unstamped} from './emission.ts';
import {heldNodes, sameNodes} from './held-nodes.ts';
import {createMeasurements, type Measurements} from './measurements.ts';
import type {BreakpointAction, Command, News, Outcome, Settings} from './protocol.ts';
import {createEngineRecording, type EngineRecording} from './recording/engine-recording.ts';
import {createGatherer} from './recording/gather.ts';
import {act} from './registry/act.ts';
import type {Steered, Undoable} from './registry/steered.ts';
import {createSchedule} from './schedule.ts';
import {nothingHeld} from './settings.ts';
import {type Publisher, share} from './shared.ts';
import {createSnapshotPool} from './snapshot-pool.ts';
import {createPlanner, type Planner, secondsPerTick} from './step-plan.ts';
import {injectText, setNodes} from './stimulus.ts';
import {duePulse} from './synthetic.ts';
import {echo, statusLine} from './utterances.ts';

/** Seconds of wall time between status lines of the decoder. */
const statusInterval = {seconds: 10};
/** A state that lives on a device is brought back for the screen this often. */
const frameMs = 250;
/** The commands that breakpoints give; a bell is for the screens to ring. */
const commandOf: Readonly<Record<Exclude<BreakpointAction, 'bell'>, string>> = {
	pause: 'pause',
	checkpoint: 'checkpoint',
	png: 'picture',
};

/** Commands that need whoever steps to be there. */
const moving = ['resume', 'step', 'checkpoint', 'branch', 'stimulus', 'excite', 'quench', 'clamp', 'release'];

export interface NexusSetup {
	readonly model: Model;
	readonly graph: Graph;
	readonly meter: Meter;
	readonly kernel: Kernel;
	readonly publisher: Publisher;
	readonly settings: Settings;
	readonly seed: number;
	/** Where to go on from; the field's arrays are already in the publisher's current buffer. */
	readonly start: Pick<Snapshot, 'tick' | 'epoch' | 'theta' | 'thetaBefore' | 'detector'>;
	/** A replay: nothing happens by itself, since the journal brings what did. */
	readonly replayed?: boolean;
	/** Monotonic clock, ms. */
	now(): number;
	/** Wall clock, ms since 1970. */
	wall(): number;
	emit(emission: Emission): void;
}

/**
The run itself: one field on one graph, advanced a tick at a time, and everything that may change it. It knows no threads, files
or timers; time comes in as functions.
*/
export class Nexus implements Steered {
	readonly model: Model;
	readonly graph: Graph;
	readonly kernel: Kernel;
	settings: Settings;
	tickCount: number;
	epoch: number;
	theta: number;
	/** Set by `stop`; the loop that drives the nexus ends after the tick in which it appears. */
	endReason: string | undefined;
	/** Ticks still to take while paused. */
	stepsWanted = 0;
	readonly undoable: Undoable[] = [];
	stepMs = 0;
	tickMs = 0;
	taken = 0;
	/** A tick has been begun that whoever steps has not finished: nothing may change until it is. */
	midTick = false;
	/** Raised by every command that changes the field, which a standing tick does not tell. */
	revision = 0;

	readonly #setup: NexusSetup;
	readonly #measurements: Measurements;
	/** None in a replay, which writes no files. */
	readonly #recording: EngineRecording | undefined;
	readonly #strength: ReturnType<typeof inStrength>;
	readonly #schedules: Record<'log' | 'checkpoint' | 'picture' | 'status', ReturnType<typeof createSchedule>>;
	#planner: Planner;
	#held: HeldValues;
	readonly #watch = createBreakpointWatch();
	/** The model clock one tick earlier. */
	#thetaBefore: number;
	#readAt = -Infinity;
	/** When the tick that goes on was begun. */
	#began = 0;
	/** Tick of the newest row of metrics, until something changes; −1 before. */
	#rowAt = -1;
	#out: OutEdges | undefined;
	/** Memory that the states of checkpoints are copied into, again and again. */
	readonly #copies = createSnapshotPool();

	constructor(setup: NexusSetup) {
		this.#setup = setup;
		this.model = setup.model;
		this.graph = setup.graph;
		this.kernel = setup.kernel;
		this.settings = onGraph({...nothingHeld, ...setup.settings}, setup.graph.n);
		this.tickCount = setup.start.tick;
		this.epoch = setup.start.epoch;
		this.theta = setup.start.theta;
		this.#thetaBefore = setup.start.thetaBefore;
		this.#strength = inStrength(setup.graph);
		this.#planner = createPlanner(this.model, this.#strength, this.settings);
		this.#held = heldNodes(this.settings.clamped);
		this.kernel.hold?.(this.#held);
		if (this.settings.silenced.length > 0) this.#silence(this.settings.silenced);
		this.#holdNow();
		this.#measurements = createMeasurements(setup.meter, {
			news: news => this.news(news),
			utter: utterance => this.emit({type: 'utterance', utterance}),
		});
		this.#measurements.begin(this.field, this.tickCount, this.settings, setup.start.detector);
		if (!setup.replayed)
			this.#recording = createEngineRecording({
				graph: this.graph,
				model: this.model,
				...createGatherer(this.kernel, setup.publisher.state, () => this.readBack()),
				figure: metric => this.#figure(metric),
				emit: emission => this.emit(emission),
				now: setup.now,
			});
		this.#recording?.follow(this.settings.recorders, this.tickCount);
		// What is true where a run goes on has had its effect before: it must become false before it has one again.
		if (this.tickCount > 0) this.#watch(this.settings.breakpoints, Infinity, metric => this.#figure(metric));
		const now = setup.now();
		const schedule = (interval: () => Settings['logEvery']) => createSchedule(interval, now, this.tickCount);
		this.#schedules = {
			log: schedule(() => this.settings.logEvery),
			checkpoint: schedule(() => this.settings.checkpointEvery),
			picture: schedule(() => this.settings.vizEvery),
			status: schedule(() => statusInterval),
		};
	}

	/** Model time, s. */
	get time(): number {
		return this.theta * secondsPerTick;
	}

	get metrics(): Metrics {
		return this.#measurements.metrics;
	}

	/** The tick that `metrics` are of. */
	get measuredTick(): number {
		return this.#measurements.tick;
	}

	get substeps(): number {
		return this.#planner.substeps;
	}

	/** Why whoever steps is gone. */
	get gone(): string | undefined {
		return this.kernel.gone;
	}

	/** How long whoever steps has been waited for, ms, when that is longer than it usually takes; else 0. */
	get silentMs(): number {
		return this.kernel.silentMs ?? 0;
	}

	/** What stimuli act on. */
	get #bounds(): Variable {
		return this.model.variables[0]!;
	}

	/** The coupled variable as of the newest tick that was read back. */
	get field(): Float32Array {
		return this.#setup.publisher.state.current[0]!;
	}

	/** One tick, or of one that somebody else steps as much as there is: `midTick` says whether it is over. */
	tick(): void {
		const start = this.#setup.now();
		if (!this.midTick) {
			this.#began = start;
			if (!this.#setup.replayed) this.#collect();
		}
		if (this.#step()) this.#finishTick(this.#began);
	}

	#finishTick(start: number): void {
		this.stepMs = this.#setup.now() - start;
		const measured = this.#measureIfDue();
		this.#record();
		this.tickMs = this.#setup.now() - start;
		if (measured && !this.#setup.replayed) this.#fireBreakpoints();
	}

	/** What enters a run by itself; everything else comes as a command between two ticks. */
	#collect(): void {
		if (this.settings.synthetic !== 'pulse') return;
		const pulse = duePulse(this.#setup.seed, this.#thetaBefore * secondsPerTick, this.time, this.graph.n);
		if (pulse) this.apply(pulse);
	}

	/** True when the step is over; false when there is more to wait for, or whoever steps is gone and it never will be. */
	#step(): boolean {
		const {state} = this.#setup.publisher;
		if (!this.midTick) this.kernel.step(state, this.#planner.at(this.theta), this.#noiseOfTick());
		const arrived = this.kernel.arrived?.(state) ?? true;
		const {gone} = this.kernel;
		this.midTick = !arrived && gone === undefined;
		if (gone !== undefined && this.#setup.replayed)
			throw new ConnectopError('failed', 'engine-lost', `the engine was lost at tick ${this.tickCount}: ${gone}`);
		if (!arrived) return false;
		if (this.kernel.inPlace) {
			hold(state.next[0]!, this.#held);
			this.#setup.publisher.swap();
		} else if (!this.kernel.hold) this.#holdNow();
		this.tickCount++;
		this.#thetaBefore = this.theta;
		this.theta += this.settings.dt;
		return true;
	}

	#noiseOfTick(): NoiseDraw {
		const {noise, noiseAmplitude} = this.settings;
		return {kind: noise, seed: this.#setup.seed, tick: this.tickCount, amplitude: noiseAmplitude};
	}

	/** True when this tick was measured. */
	#measureIfDue(): boolean {
		if (this.tickCount % this.settings.measureEvery !== 0) return false;
		this.readBack();
		this.#measurements.take(this.field, this.tickCount, this.settings);
		this.#refuseNotFinite(this.metrics.meanWeight);
		return true;
	}

	/** Says which breakpoints' conditions have come true, and carries out what they ask for. */
	#fireBreakpoints(): void {
		const {breakpoints, measureEvery} = this.settings;
		for (const {breakpoint, value} of this.#watch(breakpoints, measureEvery, metric => this.#figure(metric))) {
			const {id, actions} = breakpoint;
			const condition = formatCondition(breakpoint);
			const bell = actions.includes('bell') ? {bell: true} : {};
			this.news({
				level: 'info',
				kind: 'breakpoint',
				message: `breakpoint ${id}: ${condition}, it is ${Number(value.toPrecision(6))}`,
				data: {breakpoint: id, condition, value, actions, ...bell},
			});
			for (const action of actions)
				if (action !== 'bell') this.apply({id: commandOf[action], args: {}, by: 'breakpoint'});
		}
	}

	/** A number that a condition asks for. */
	#figure(metric: string): number {
		const figures: Readonly<Record<string, number>> = {...this.metrics, tick: this.tickCount, tickMs: this.tickMs};
		const observable = this.model.observables?.find(each => each.name === metric);
		return figures[metric] ?? observable?.of(this.#setup.publisher.state.current) ?? Number.NaN;
	}

	/** A field that is lost must not be measured, drawn and saved as if it were one. */
	#refuseNotFinite(mean: number): void {
		if (Number.isFinite(mean)) return;
		const node = this.field.findIndex(value => !Number.isFinite(value));
		throw new ConnectopError(
			'failed',
			'not-finite',
			`${this.#bounds.name} of node ${node} is no number any more at tick ${this.tickCount}; look at the weights of the graph and at the parameters`,
		);
	}

	#record(): void {
		const now = this.#setup.now();
		// Digests make a replay name the first tick that differs; other kernels' bits are their own.
		if (this.kernel.exact) {
			const {state} = this.#setup.publisher;
			const [lo, hi] = this.kernel.digest?.(state) ?? digestState(state.current);
			this.emit({type: 'digest', lo, hi});
		}
		if (this.#setup.replayed) return;
		this.#recording?.take({tick: this.tickCount, epoch: this.epoch, time: this.time});
		if (now - this.#readAt >= frameMs) this.readBack();
		if (this.#schedules.log.due(now, this.tickCount)) this.emitRow();
		if (this.#schedules.status.due(now, this.tickCount)) {
			this.emit({
				type: 'utterance',
				utterance: statusLine(this.tickCount, this.graph.n, this.settings.hz, this.metrics),
			});
		}
		if (this.#schedules.picture.due(now, this.tickCount)) this.emitPicture();
		if (this.#schedules.checkpoint.due(now, this.tickCount)) this.save('interval');
	}

	/** Brings a state that lives on a device into the host's arrays. */
	readBack(): void {
		if (this.kernel.inPlace) return;
		this.kernel.read(this.#setup.publisher.state);
		this.#readAt = this.#setup.now();
	}

	/** Changes the state on the host, wherever it lives. */
	#change(change: (field: Float32Array, stimulus: Float32Array) => void): void {
		this.readBack();
		change(this.field, this.#setup.publisher.state.stimulus);
		hold(this.field, this.#held);
		this.kernel.write(this.#setup.publisher.state);
	}

	#holdNow(): void {
		if (this.#held.nodes.length > 0) this.#change(() => undefined);
	}

	#silence(nodes: readonly number[]): void {
		if (!this.kernel.silence)
			throw new ConnectopError(
				'invalid',
				'silence',
				`silence: the ${this.kernel.title} kernel can't cut couplings; use clamp with the value 0, or a run with --kernel cpu`,
			);
		this.kernel.silence(nodes);
	}

	/** Why a command can't be had, whatever its arguments: whoever steps does not do it, or is gone. */
	refusal(id: string): string | undefined {
		const lacks = this.model.external?.lacks[id];
		if (lacks !== undefined) return lacks;
		if (this.kernel.gone === undefined || !moving.includes(id)) return undefined;
		const restorable = this.model.external?.lacks['restore'] === undefined;
		return `the engine is gone (${this.kernel.gone}); ${restorable ? 'restore a checkpoint, which starts it again, or stop' : 'stop the run'}`;
	}

	/** Carries out a command before the next step; a command that fails changes nothing. `payload` is what a restore brings. */
	apply(command: Command, payload?: Snapshot): Outcome {
		this.#rowAt = -1;
		const {revision} = this;
		const outcome = act(this, command, payload);
		if (this.revision !== revision && this.settings.paused) this.#measureAgain();
		return outcome;
	}

	/** Puts new settings in force. Throws ConnectopError, and changes nothing, when they are unstable or the kernel can't silence nodes. */
	configure(settings: Settings): void {
		// Cut couplings only lower the in-strength, so that the strength of the whole graph stays a bound.
		const planner = createPlanner(this.model, this.#strength, settings);
		const before = this.settings;
		if (!sameNodes(settings.silenced, before.silenced)) this.#silence(settings.silenced);
		this.#planner = planner;
		this.settings = settings;
		if (settings.clamped !== before.clamped) {
			this.#held = heldNodes(settings.clamped);
			this.kernel.hold?.(this.#held);
			this.#holdNow();
			this.revision++;
		}
		const measureAgain = settings.threshold !== before.threshold;
		if (measureAgain) this.#measureAgain();
		this.#recording?.follow(settings.recorders, this.tickCount);
		this.emit({type: 'settings', settings});
	}

	/** The measurements of what stands there now; the spike detector hears of ticks alone. */
	#measureAgain(): void {
		this.readBack();
		this.#measurements.again(this.field, this.tickCount, this.settings);
	}

	/** The messages of one tick: one set of nodes, injected once, each message echoed. Returns the number of nodes. */
	stimulate(texts: readonly string[]): number {
		this.taken += texts.length;
		let reached = 0;
		this.#change((field, stimulus) => {
			const direct = this.model.external ? 0 : undefined; // an engine of its own has its field itself
			reached = injectText(texts, field, stimulus, {...this.#bounds, direct}, (text, nodes) => {
				this.emit({type: 'utterance', utterance: echo(text, nodes, this.graph.n)});
			});
		});
		this.revision++;
		return reached;
	}

	/** Excites (sets s) or quenches (W = 0) a node and everything within `hops` edges of it. Returns the number of nodes. */
	touch(node: number, hops: number, amplitude: number | undefined): number {
		this.#out ??= outEdges(this.graph);
		const nodes = neighbourhood(this.graph, this.#out, node, hops);
		this.#change((field, stimulus) => setNodes(nodes, field, stimulus, this.#bounds, amplitude));
		this.revision++;
		return nodes.length;
	}

	/**
	A copy of everything, for a checkpoint. In shared memory: arrays moved to another thread would be the first to be detached here, at
	which V8 throws away all code that is compiled for arrays, and the next ticks take thirty times as long.
	*/
	snapshot(): Snapshot {
		this.readBack();
		const {current, stimulus} = this.#setup.publisher.state;
		return {
			...this.#moment(),
			...this.#stateOfEngine(),
			variables: Object.fromEntries(this.model.variables.map(({name}, v) => [name, share(current[v]!)])),
			stimulus: share(stimulus),
		};
	}

	/** What only whoever steps knows of the state. */
	#stateOfEngine(): Pick<Snapshot, 'engine'> {
		const engine = this.kernel.save?.();
		return engine ? {engine} : {};
	}

	/** The same for a checkpoint; undefined, and said, when it can't be had. */
	#engineToSave(why: string): Pick<Snapshot, 'engine'> | undefined {
		try {
			return this.#stateOfEngine();
		} catch (error) {
			if (!(error instanceof ConnectopError)) throw error;
			const data = {why, tick: this.tickCount};
			this.news({
				level: 'error',
				kind: 'engine',
				message: `no checkpoint of tick ${this.tickCount}: ${error.message}`,
				data,
			});
			return undefined;
		}
	}

	/** What a state is besides its arrays of N values. */
	#moment(): Pick<Snapshot, 'tick' | 'epoch' | 'theta' | 'thetaBefore' | 'detector'> {
		return {
			tick: this.tickCount,
			epoch: this.epoch,
			theta: this.theta,
			thetaBefore: this.#thetaBefore,
			detector: this.#measurements.detector.slice(),
		};
	}

	save(why: string): boolean {
		this.#recording?.flush();
		this.readBack();
		const engine = this.#engineToSave(why);
		if (!engine) return false;
		const {current, stimulus} = this.#setup.publisher.state;
		const variables = Object.fromEntries(this.model.variables.map(({name}, v) => [name, current[v]!]));
		const snapshot = {...this.#moment(), ...engine, ...this.#copies.copy(variables, stimulus)};
		this.emit({type: 'snapshot', snapshot, settings: this.settings, why});
		this.#schedules.checkpoint.restart(this.#setup.now(), this.tickCount);
		return true;
	}

	/** Takes the state of a snapshot; the epoch grows. */
	restore(snapshot: Snapshot): void {
		const {state} = this.#setup.publisher;
		this.kernel.load?.(snapshot, this.settings.parameters, this.settings.dt); // first: if it can't, nothing has changed
		for (const [v, {name}] of this.model.variables.entries()) state.current[v]!.set(snapshot.variables[name]!);
		hold(this.field, this.#held);
		state.stimulus.set(snapshot.stimulus);
		this.tickCount = snapshot.tick;
		this.theta = snapshot.theta;
		this.#thetaBefore = snapshot.thetaBefore;
		this.epoch++;
		this.revision++;
		this.kernel.write(state);
		this.#measurements.begin(this.field, this.tickCount, this.settings, snapshot.detector);
		this.#recording?.begin();
		const now = this.#setup.now();
		for (const schedule of Object.values(this.#schedules)) schedule.restart(now, this.tickCount);
	}

	/** A row of metrics, unless there is one of this tick and no command has come since. */
	emitRow(): void {
		if (this.#rowAt === this.tickCount) return;
		this.#rowAt = this.tickCount;
		const observables = Object.fromEntries(
			(this.model.observables ?? []).map(each => [each.name, each.of(this.#setup.publisher.state.current)]),
		);
		const row = {
			time: this.time,
			measuredTick: this.measuredTick,
			...this.metrics,
			...(this.model.observables ? {observables} : {}),
			stepMs: this.stepMs,
			tickMs: this.tickMs,
		};
		this.emit({type: 'metrics', row});
	}

	emitPicture(): void {
		this.readBack();
		this.emit({
			type: 'picture',
			field: share(this.field),
			time: this.time,
			threshold: this.settings.threshold,
		});
	}

	news(news: News): void {
		this.emit({type: 'event', news});
	}

	emit(emission: Unstamped): void {
		const stamp: Stamp = {at: this.#setup.wall(), epoch: this.epoch, tick: this.tickCount};
		this.#setup.emit({...stamp, ...emission} as Emission);
	}
}

/** The settings without held nodes that the graph lacks: a checkpoint may have been forced onto a smaller one. */
function onGraph(settings: Settings, n: number): Settings {
	if (settings.clamped.every(each => each.node < n) && settings.silenced.every(node => node < n)) return settings;
	return {
		...settings,
		clamped: settings.clamped.filter(each => each.node < n),
		silenced: settings.silenced.filter(node => node < n),
	};
}
