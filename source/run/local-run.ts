import {join} from 'node:path';
import {ConnectopError, messageOf} from '../base/errors.ts';
import type {Graph} from '../connectome/graph.ts';
import type {Model} from '../dynamics/model.ts';
import type {SavedState} from '../records/checkpoint.ts';
import type {CheckpointEntry, RunDocument} from '../records/run-document.ts';
import {branchArguments, type Launch, savedAt} from './branch.ts';
import {createBroadcast} from './broadcast.ts';
import type {RecordingRun, RunEnd, RunRecord, VariableCopy} from './client.ts';
import type {Emission} from './emission.ts';
import type {Engine} from './engine.ts';
import type {Bridge} from './external/bridge.ts';
import type {Feed} from './feed.ts';
import {HistoryKeeper} from './history.ts';
import {createJournalGate, type JournalGate} from './journal-gate.ts';
import {namedBy} from './named-by.ts';
import {nextEvents} from './next-events.ts';
import type {ParameterInfo} from './parameter-info.ts';
import {liveParameters} from './parameters.ts';
import type {CheckpointCheck, CheckpointComparison, HistorySlice, HistoryWindow} from './past.ts';
import {compareCheckpoints, verifyCheckpoint} from './past-checkpoints.ts';
import {pastEvents} from './past-events.ts';
import {createMetricsHistory} from './past-metrics.ts';
import type {Prepared} from './prepare.ts';
import type {Command, Event, Frame, News, Outcome, RunFacts, Settings} from './protocol.ts';
import type {Recorder} from './recorder.ts';
import {refuseFull} from './recording/disk.ts';
import {newRecorder} from './recording/plan.ts';
import {createRecordings, type Recordings} from './recording/recordings.ts';
import type {RecorderView} from './recording/view.ts';
import {checkpointName, readRestored} from './restore-source.ts';
import type {RunLock} from './run-lock.ts';
import {createSubscriber, type SharedBlock, type Subscriber} from './shared.ts';
import {statusOf} from './status.ts';

const historyMs = 1000;
const inputReportMs = 10_000;
/** A run that is stopped while its external engine is silent has so long to end by itself. */
const stopMs = 4000;

interface Parts {
	readonly engine: Engine;
	readonly recorder: Recorder;
	readonly facts: RunFacts;
	readonly feed: Feed | undefined;
	readonly lock: RunLock;
	readonly directory: string;
	/** SHA-256 of the graph's file. */
	readonly graphHash: string;
}

const over: Outcome = {ok: false, code: 'ended', error: 'the run has ended'};

/** A run whose engine is a thread of this process. */
export class LocalRun implements RecordingRun {
	readonly parameters: readonly ParameterInfo[];
	readonly ended: Promise<RunEnd>;
	settings: Settings;

	readonly #model: Model;
	readonly #graph: Graph;
	readonly #subscriber: Subscriber;
	readonly #history: HistoryKeeper;
	readonly #end = Promise.withResolvers<RunEnd>();
	readonly #answers = new Map<number, (outcome: Outcome) => void>();
	readonly #broadcast = createBroadcast();
	readonly #timers: NodeJS.Timeout[] = [];
	/** What the engine said before there was a recorder. */
	readonly #early: Emission[] = [];
	readonly #printedEarly: string[] = [];
	readonly #launch: Launch | undefined;
	readonly #bridge: Bridge | undefined;
	#parts: Parts | undefined;
	#gate: JournalGate | undefined;
	#recordings: Recordings | undefined;
	#requests = 0;
	#over = false;
	#stoodStill = false;
	#savedTick = -1;
	#reason = 'failed';
	#failure: Error | undefined;
	#reportedDrops = 0;
	#metricsHistory: ReturnType<typeof createMetricsHistory> | undefined;

	constructor({model, settings, graph, pairs, bridge}: Prepared, block: SharedBlock, launch: Launch | undefined) {
		this.#launch = launch;
		this.#bridge = bridge;
		this.#model = model;
		this.settings = settings;
		this.#graph = graph;
		this.parameters = liveParameters(model);
		this.#subscriber = createSubscriber(block);
		this.#history = new HistoryKeeper(pairs.colIdx.length);
		this.ended = this.#end.promise;
	}

	get facts(): RunFacts {
		return this.#live().facts;
	}

	#live(): Parts {
		if (this.#parts) return this.#parts;
		throw new Error('the run has not begun');
	}

	/** The records are open: from here on everything is written, and the end is waited for. */
	begin(parts: Parts): void {
		this.#parts = parts;
		this.#bridge?.onRestart(enginePid => {
			if (enginePid !== undefined) parts.recorder.note({enginePid}).catch((error: Error) => this.fail(error));
		});
		this.#gate = createJournalGate(parts.recorder);
		this.#recordings = createRecordings({
			directory: parts.directory,
			graph: this.#graph,
			model: this.#model,
			hz: () => this.settings.hz,
			news: news => this.news(news),
		});
		this.#recordings.follow(this.settings.recorders);
		for (const emission of this.#early.splice(0)) this.take(emission);
		for (const line of this.#printedEarly.splice(0)) this.printed(line);
		// Nobody may ever listen: the opening is over after a second.
		const opening = setTimeout(() => this.#broadcast.endOpening(), 1000).unref();
		this.#timers.push(
			opening,
			setInterval(() => this.#history.sample(this.#subscriber.gauges()), historyMs),
			setInterval(() => this.#reportInput(), inputReportMs),
		);
		parts.feed?.done.catch((error: unknown) => this.#stopFor(error));
		void parts.engine.done.then(
			() => this.#finish(),
			(error: unknown) => {
				this.#failure ??= error instanceof Error ? error : new Error(String(error));
				return this.#finish();
			},
		);
	}

	take(emission: Emission): void {
		if (!this.#parts) {
			this.#early.push(emission);
			return;
		}
		if (emission.type === 'rows') {
			this.#recordings?.take(emission);
			return;
		}
		if (emission.type === 'settings') {
			this.settings = emission.settings;
			this.#recordings?.follow(this.settings.recorders);
		}
		if (emission.type === 'ended') this.#reason = emission.reason;
		if (emission.type === 'outcome') {
			this.#answers.get(emission.request)?.(emission.outcome);
			this.#answers.delete(emission.request);
		}
		this.#parts.recorder.take(emission);
	}

	giveInput(texts: readonly string[]): void {
		this.#live().engine.send({type: 'input', texts});
	}

	/** Code of the user printed it: in stdout it would stand between the records, on the terminal in the picture. */
	printed(line: string): void {
		if (this.#parts) this.news({level: 'info', kind: 'output', message: line});
		else this.#printedEarly.push(line);
	}

	news(news: News): void {
		this.#parts?.recorder.news(news);
	}

	announce(address: {readonly socket?: string; readonly api?: string}): Promise<void> {
		return this.#live().recorder.note(address);
	}

	publishRecord(record: RunRecord): void {
		this.#broadcast.publishRecord(record);
	}

	publishEvent(event: Event): void {
		if (this.#parts) this.#parts = {...this.#parts, facts: namedBy(this.#parts.facts, event)};
		const {kind, data} = event;
		if (kind === 'checkpoint' && typeof data?.['tick'] === 'number') this.#savedTick = data['tick'];
		// What is newer lies on another branch. The command that ends a pause is a resume too.
		if (kind === 'restore' || (kind === 'resume' && data?.['id'] === undefined)) this.#savedTick = event.tick;
		this.#broadcast.publishEvent(event);
	}

	/** Records can't be written any more: the run ends without a last checkpoint. */
	fail(error: Error): void {
		this.#failure ??= error;
		void this.#parts?.engine.kill();
	}

	/** A run that lost its input would go on as another one: it ends, saved. */
	#stopFor(error: unknown): void {
		this.#failure ??= error instanceof Error ? error : new Error(String(error));
		this.news({level: 'error', kind: 'input', message: messageOf(error)});
		void this.#ask({id: 'stop', args: {reason: 'input'}, by: 'input'});
	}

	counters(): Readonly<Record<string, number>> {
		const {late, missed, taken} = this.#subscriber.gauges();
		const feed = this.#parts?.feed?.counts;
		return {
			late,
			missed,
			inputTaken: taken,
			...(feed ? {inputLines: feed.lines, inputDropped: feed.dropped, inputCut: feed.cut} : {}),
		};
	}

	/** Resolves when the rows so far of recorders are on disk; rejects while it is full. */
	async rowsWritten(): Promise<void> {
		await this.#recordings?.flush();
	}

	/** Bytes of recorders' rows that are in no file yet. */
	rowsWaiting(): number {
		return this.#recordings?.waiting ?? 0;
	}

	send(command: Command): Promise<Outcome> {
		const refusal = this.#over ? undefined : this.#gate?.refusal(command);
		if (refusal) return Promise.resolve(refusal);
		if (command.id === 'restore') return this.#restore(command);
		if (command.id === 'record') return this.#record(command);
		return command.id === 'branch' ? this.#branch(command) : this.#ask(command);
	}

	#ask(command: Command, payload?: SavedState): Promise<Outcome> {
		if (this.#over) return Promise.resolve(over);
		const request = ++this.#requests;
		const answer = new Promise<Outcome>(resolve => {
			this.#answers.set(request, outcome => resolve(this.#gate?.acknowledged(command, outcome) ?? outcome));
			this.#live().engine.send({type: 'command', request, command, ...(payload === undefined ? {} : {payload})});
		});
		if (this.#bridge && command.id === 'stop') this.#endSilentEngine(answer);
		return answer;
	}

	/** Resolves when what steers the run can be journalled, or the run is over. */
	async recordable(): Promise<void> {
		await this.#gate?.open(() => this.#over);
	}

	/** So much waits for the disk that no tick may add to it: the run stands still until that is over. */
	standStill(full: boolean): void {
		if (full === this.settings.paused || (!full && !this.#stoodStill)) return;
		this.#stoodStill = full;
		if (full) {
			const message = 'paused until there is space: the records that wait for the disk fill their memory';
			this.news({level: 'error', kind: 'disk', message, data: {state: 'paused'}});
		}
		void this.#ask({id: full ? 'pause' : 'resume', args: {}, by: 'disk'});
	}

	/** Saves a checkpoint, which stays, and starts a run from it. */
	async #branch({args, by}: Command): Promise<Outcome> {
		const saved = await this.#ask({id: 'checkpoint', args: {}, by});
		if (!saved.ok) return saved;
		const {recorder, directory, facts} = this.#live();
		try {
			const {name} = branchArguments(args);
			await recorder.settled();
			const {file, tick, epoch} = savedAt(recorder.checkpoints, saved.tick);
			recorder.pin(file);
			if (!this.#launch)
				throw new ConnectopError(
					'failed',
					'branch',
					'branch: this program starts no runs of its own; it can open one from the checkpoint',
				);
			const origin = {run: facts.id, directory, file, tick, epoch};
			const {id, path} = await this.#launch({resume: join(directory, file), name, input: 'none', origin});
			this.news({
				level: 'info',
				kind: 'branch',
				message: `run ${id} goes on from tick ${tick}`,
				data: {id: 'branch', by, run: id, directory: path},
			});
			return {ok: true, tick, data: {id, directory: path}};
		} catch (error) {
			return this.#refused('branch', by, error);
		}
	}

	/** Files are read here, so that no tick waits for a disk. */
	async #restore(command: Command): Promise<Outcome> {
		if (this.#over) return over;
		const {recorder, directory, graphHash} = this.#live();
		try {
			const file = checkpointName(command.args['file']);
			if (recorder.checkpoints.some(each => each.file === file)) recorder.pin(file); // before it is read: it must not be deleted meanwhile
			await recorder.saved(); // one of the same tick that still waits would be written over it
			const place = {directory, checkpoints: recorder.checkpoints, model: this.#model, graphHash, n: this.#graph.n};
			const {sha256, state} = await readRestored(file, place);
			return await this.#ask({...command, args: {...command.args, sha256}}, state);
		} catch (error) {
			return this.#refused('restore', command.by, error);
		}
	}

	/** A recorder that would fill the disk is refused here, since the engine reads no disk; whatever else is wrong with it the engine says. */
	async #record(command: Command): Promise<Outcome> {
		const {spec} = command.args;
		if (this.#over || typeof spec !== 'string') return this.#ask(command);
		const {hz, recorders: others = []} = this.settings;
		try {
			const added = newRecorder(spec, others, {graph: this.#graph, model: this.#model});
			await refuseFull(added, {others, hz, folder: this.#live().directory});
		} catch (error) {
			return this.#refused(command.id, command.by, error);
		}
		return this.#ask(command);
	}

	/** What was wrong with a command, told to who sent it and to the log. */
	#refused(id: string, by: string, error: unknown): Outcome {
		if (!(error instanceof ConnectopError)) throw error;
		const {code, message} = error;
		this.news({level: 'warn', kind: 'refused', message, data: {id, by, code}});
		return {ok: false, code, error: message};
	}

	mapGraph(): Promise<Graph> {
		return Promise.resolve(this.#graph);
	}

	checkpoints(): readonly CheckpointEntry[] {
		return this.#live().recorder.checkpoints;
	}

	verifyCheckpoint(file: string): Promise<CheckpointCheck> {
		return verifyCheckpoint(this.#live().directory, this.checkpoints(), file);
	}

	compareCheckpoints(a: string, b: string): Promise<CheckpointComparison> {
		return compareCheckpoints(this.#live().directory, this.parameters, a, b);
	}

	metricsHistory(window: HistoryWindow): Promise<HistorySlice> {
		this.#metricsHistory ??= createMetricsHistory(this.#live().directory);
		return this.#metricsHistory(window);
	}

	recorders(newest: number): Promise<readonly RecorderView[]> {
		return Promise.resolve(this.#recordings?.views(newest) ?? []);
	}

	async pastEvents(limit: number, before?: number): Promise<readonly Event[]> {
		const {recorder, directory} = this.#live();
		await recorder.eventsWritten();
		return pastEvents(directory, limit, before);
	}

	async nextEvents(after: number, limit: number): Promise<readonly Event[]> {
		const {recorder, directory} = this.#live();
		await recorder.eventsWritten();
		return nextEvents(directory, after, limit);
	}

	frame(): Frame {
		const gauges = this.#subscriber.gauges();
		const dropped = this.#parts?.feed?.counts.dropped ?? 0;
		const [field = new Float32Array(0)] = this.#subscriber.field();
		const {settings} = this;
		const disk = this.#parts?.recorder.trouble;
		return {
			facts: this.facts,
			settings,
			status: statusOf(gauges, settings, {
				ended: this.#over,
				savedTick: this.#savedTick,
				dropped,
				disk,
				engine: this.#engineTrouble(),
			}),
			history: this.#history.history,
			samples: this.#history.samples,
			events: this.#broadcast.events,
			field,
		};
	}

	copyVariable(name?: string): VariableCopy | undefined {
		const names = this.#model.variables.map(each => each.name);
		const index = name === undefined ? 0 : names.indexOf(name);
		const found = names[index];
		if (found === undefined)
			throw new ConnectopError('usage', 'variable', `variable "${name}" is unknown; use one of ${names.join(', ')}`);
		const both = this.#subscriber.together(index);
		if (!both) return undefined;
		const dropped = this.#parts?.feed?.counts.dropped ?? 0;
		const ends = {ended: this.#over, savedTick: this.#savedTick, dropped};
		return {status: statusOf(both.gauges, this.settings, ends), names, name: found, values: both.values};
	}

	onRecord(listener: (record: RunRecord) => void): () => void {
		return this.#broadcast.onRecord(listener);
	}

	onEvent(listener: (event: Event) => void): () => void {
		return this.#broadcast.onEvent(listener);
	}

	#reportInput(): void {
		const dropped = this.#parts?.feed?.counts.dropped ?? 0;
		if (dropped === this.#reportedDrops) return;
		this.news({
			level: 'warn',
			kind: 'input',
			message: `${dropped - this.#reportedDrops} messages dropped, ${dropped} in all: they came faster than ticks take them`,
			data: {dropped},
		});
		this.#reportedDrops = dropped;
	}

	/** The engine's thread may be waiting for an external engine's state, and hear no stop: that is ended, unless the stop is heard. */
	#endSilentEngine(heard: Promise<Outcome>): void {
		const late = setTimeout(() => this.#bridge?.kill('it did not answer, and the run was stopped'), stopMs).unref();
		void heard.then(() => clearTimeout(late));
	}

	/** What is wrong with an external engine. */
	#engineTrouble(): string | undefined {
		if (!this.#bridge || this.#over) return undefined;
		const {silentMs, lost} = this.#bridge.watch();
		if (lost)
			return this.facts.lacks?.['restore'] === undefined
				? 'the engine is gone; r starts it again'
				: 'the engine is gone';
		return silentMs > 0 ? `the engine has been silent for ${Math.round(silentMs / 1000)} s` : undefined;
	}

	async #finish(): Promise<void> {
		const {recorder, feed, facts, lock} = this.#live();
		for (const timer of this.#timers) clearInterval(timer);
		this.#reportInput();
		feed?.close();
		const gauges = this.#subscriber.gauges();
		const reason = this.#failure ? 'failed' : this.#reason;
		const counts = this.counters();
		const error = this.#failure;
		const bridged = this.#bridge?.close();
		await recorder.settled();
		await this.#recordings?.close();
		await bridged;
		recorder.news({
			level: error ? 'error' : 'info',
			kind: 'end',
			message: error ? error.message : `${inWords(reason)} at tick ${gauges.tick}`,
			data: {reason, ...counts},
		});
		try {
			const failure = error && {failure: failureOf(error)};
			const endedAt = new Date().toISOString();
			await recorder.finish({status: error ? 'failed' : 'ended', endReason: reason, ...failure, endedAt}, {reason});
		} catch (cause) {
			this.#failure ??= cause instanceof Error ? cause : new Error(String(cause));
		}
		lock.release();
		this.#over = true;
		for (const answer of this.#answers.values()) answer(over);
		const {late = 0, missed = 0} = counts;
		const summary = `run ${facts.id}: ${inWords(reason)} at tick ${gauges.tick}; ${late} late, ${missed} missed; records in ${facts.directory}`;
		this.#end.resolve({reason, summary, ...(this.#failure ? {error: this.#failure} : {})});
	}
}

/** What a run failed with, for whoever finds it later. */
const failureOf = (error: Error): NonNullable<RunDocument['failure']> =>
	error instanceof ConnectopError
		? {kind: error.kind, code: error.code, message: error.message}
		: {kind: 'failed', code: 'defect', message: error.message};

/** Why a run ended, for people; signals and what callers gave as a reason stand for themselves. */
const inWords = (reason: string): string => endings[reason] ?? reason;
const endings: Readonly<Record<string, string>> = {
	steps: 'all steps taken',
	duration: 'duration over',
	quit: 'stopped with q',
};
