import {ConnectopError, messageOf} from '../../base/errors.ts';
import type {Graph} from '../../connectome/graph.ts';
import type {Pairs} from '../../connectome/pairs.ts';
import type {Model} from '../../dynamics/model.ts';
import type {CheckpointEntry, RunDocument} from '../../records/run-document.ts';
import {type Broadcast, createBroadcast} from '../broadcast.ts';
import type {RunClient, RunEnd} from '../client.ts';
import type {Emission} from '../emission.ts';
import type {Engine} from '../engine.ts';
import {HistoryKeeper} from '../history.ts';
import {nextEvents} from '../next-events.ts';
import {type LiveParameter, liveParameters} from '../parameters.ts';
import type {CheckpointCheck, CheckpointComparison, HistorySlice, HistoryWindow} from '../past.ts';
import {compareCheckpoints, verifyCheckpoint} from '../past-checkpoints.ts';
import {pastEvents} from '../past-events.ts';
import {createMetricsHistory} from '../past-metrics.ts';
import {
	type Command,
	type Event,
	type Frame,
	type News,
	type Outcome,
	type RunFacts,
	type Settings,
	schemaVersion,
} from '../protocol.ts';
import {createSubscriber, type SharedBlock, type Subscriber} from '../shared.ts';
import {statusOf} from '../status.ts';
import {createEventPlayback, type EventPlayback} from './event-playback.ts';
import {isBefore} from './timeline.ts';

const historyMs = 1000;
const eventsMs = 100;
const over: Outcome = {ok: false, code: 'ended', error: 'the replay has ended'};

interface Parts {
	readonly facts: RunFacts;
	readonly document: RunDocument;
	readonly engine: Engine;
	readonly model: Model;
	readonly graph: Graph;
	readonly pairs: Pairs;
	readonly block: SharedBlock;
	readonly settings: Settings;
}

/** A recorded run that is played again, seen like one that is going on. */
export class ReplayRun implements RunClient {
	readonly facts: RunFacts;
	readonly parameters: readonly LiveParameter[];
	readonly ended: Promise<RunEnd>;
	settings: Settings;

	readonly #parts: Parts;
	readonly #subscriber: Subscriber;
	readonly #history: HistoryKeeper;
	readonly #metricsHistory: (window: HistoryWindow) => Promise<HistorySlice>;
	readonly #playback: EventPlayback;
	readonly #listeners = new Set<(event: Event) => void>();
	readonly #answers = new Map<number, (outcome: Outcome) => void>();
	readonly #end = Promise.withResolvers<RunEnd>();
	readonly #timers: readonly NodeJS.Timeout[];
	#broadcast: Broadcast = createBroadcast();
	#requests = 0;
	#over = false;
	#reading = false;
	#reason = 'failed';
	#failure: Error | undefined;

	constructor(parts: Parts) {
		const {facts, model, pairs, block, settings} = parts;
		this.#parts = parts;
		this.facts = facts;
		this.settings = settings;
		this.parameters = liveParameters(model);
		this.ended = this.#end.promise;
		this.#subscriber = createSubscriber(block);
		this.#history = new HistoryKeeper(pairs.colIdx.length);
		this.#metricsHistory = createMetricsHistory(facts.directory);
		this.#playback = createEventPlayback(facts.directory);
		this.#timers = [
			setInterval(() => this.#history.sample(this.#subscriber.gauges()), historyMs),
			setInterval(() => void this.#playEvents(), eventsMs),
		];
		parts.engine.done.then(
			() => this.#finish(),
			(error: unknown) => {
				this.#failure = error instanceof Error ? error : new Error(String(error));
				this.#finish();
			},
		);
	}

	take(emission: Emission): void {
		if (emission.type === 'settings') this.settings = emission.settings;
		if (emission.type === 'ended') this.#reason = emission.reason;
		if (emission.type === 'event') this.#say(emission.news);
		if (emission.type !== 'outcome') return;
		this.#answers.get(emission.request)?.(emission.outcome);
		this.#answers.delete(emission.request);
	}

	/** Something that whoever looks should know. */
	note(message: string): void {
		this.#say({level: 'warn', kind: 'note', message});
	}

	/** What the replay itself says has no place among the records of the run. */
	#say(news: News): void {
		const {epoch, tick} = this.#subscriber.gauges();
		const event = {v: schemaVersion, ts: new Date().toISOString(), seq: 0, epoch, tick, ...news};
		this.#publish(event);
	}

	#publish(event: Event): void {
		this.#broadcast.publishEvent(event);
		for (const listener of this.#listeners) listener(event);
	}

	/** Shows the recorded events up to the moment that is shown. */
	async #playEvents(): Promise<void> {
		if (this.#reading) return;
		this.#reading = true;
		try {
			const {epoch, tick} = this.#subscriber.gauges();
			const {events, anew} = await this.#playback.to({epoch, tick});
			if (anew) this.#broadcast = createBroadcast();
			// Who listens has heard of those before; the list of the screen is made anew.
			if (anew) for (const event of events) this.#broadcast.publishEvent(event);
			else for (const event of events) this.#publish(event);
		} catch (error) {
			clearInterval(this.#timers[1]);
			this.note(`the events can't be shown: ${messageOf(error)}`);
			if (!(error instanceof ConnectopError)) this.#failure = error as Error;
		} finally {
			this.#reading = false;
		}
	}

	send(command: Command): Promise<Outcome> {
		if (this.#over) return Promise.resolve(over);
		const request = ++this.#requests;
		return new Promise(resolve => {
			this.#answers.set(request, resolve);
			this.#parts.engine.send({type: 'command', request, command});
		});
	}

	/** Leaves the replay, which ends it: nobody else sees it. */
	detach(): void {
		void this.send({id: 'stop', args: {reason: 'left'}, by: 'key'});
	}

	mapGraph(): Promise<Graph> {
		return Promise.resolve(this.#parts.graph);
	}

	checkpoints(): readonly CheckpointEntry[] {
		return this.#parts.document.checkpoints;
	}

	verifyCheckpoint(file: string): Promise<CheckpointCheck> {
		return verifyCheckpoint(this.facts.directory, this.checkpoints(), file);
	}

	compareCheckpoints(a: string, b: string): Promise<CheckpointComparison> {
		return compareCheckpoints(this.facts.directory, this.parameters, a, b);
	}

	metricsHistory(window: HistoryWindow): Promise<HistorySlice> {
		return this.#metricsHistory(window);
	}

	pastEvents(limit: number, before?: number): Promise<readonly Event[]> {
		return pastEvents(this.facts.directory, limit, before);
	}

	nextEvents(after: number, limit: number): Promise<readonly Event[]> {
		return nextEvents(this.facts.directory, after, limit);
	}

	onEvent(listener: (event: Event) => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	frame(): Frame {
		const gauges = this.#subscriber.gauges();
		const [field = new Float32Array(0)] = this.#subscriber.field();
		const {settings, facts} = this;
		return {
			link: {state: 'replay', message: 'replay'},
			facts,
			settings,
			status: statusOf(gauges, settings, {
				ended: this.#over,
				savedTick: this.#savedTick(gauges.epoch, gauges.tick),
				dropped: 0,
			}),
			history: this.#history.history,
			samples: this.#history.samples,
			events: this.#broadcast.events,
			field,
		};
	}

	/** Of the checkpoints that are left, the newest of this epoch that was there at this moment. */
	#savedTick(epoch: number, tick: number): number {
		const saved = this.checkpoints().findLast(each => each.epoch === epoch && !isBefore({epoch, tick}, each));
		return saved?.tick ?? -1;
	}

	#finish(): void {
		for (const timer of this.#timers) clearInterval(timer);
		this.#over = true;
		for (const answer of this.#answers.values()) answer(over);
		const {tick, epoch} = this.#subscriber.gauges();
		const summary = `replay of ${this.facts.id}: left at tick ${tick} of epoch ${epoch}; nothing was changed`;
		this.#end.resolve({reason: this.#reason, summary, ...(this.#failure ? {error: this.#failure} : {})});
	}
}
