import {randomUUID} from 'node:crypto';
import {setTimeout as delay} from 'node:timers/promises';
import {ConnectopError, messageOf} from '../../base/errors.ts';
import type {Graph} from '../../connectome/graph.ts';
import {decodeGraph} from '../../records/graph-archive.ts';
import {type Broadcast, createBroadcast} from '../../run/broadcast.ts';
import type {CheckpointEntry, RunClient, RunEnd} from '../../run/client.ts';
import type {GraphParts, NodeReport} from '../../run/graph-part.ts';
import {namedBy} from '../../run/named-by.ts';
import type {ParameterInfo} from '../../run/parameter-info.ts';
import type {CheckpointCheck, CheckpointComparison, HistorySlice, HistoryWindow} from '../../run/past.ts';
import type {
	Command,
	Event,
	Frame,
	History,
	Link,
	Outcome,
	RunFacts,
	Settings,
	ShownEvent,
	Status,
} from '../../run/protocol.ts';
import {schemaVersion} from '../../run/protocol.ts';
import type {RecorderView} from '../../run/recording/view.ts';
import type {Head} from '../schemas.ts';
import {type FrameListener, type FrameSocket, type FrameWish, openFrames, patienceMs} from './frame-socket.ts';
import {failed, type Whereabouts} from './locate.ts';
import {createRemoteParts, type RemoteParts} from './remote-parts.ts';
import {createRequester, jsonOf, type Requester} from './request.ts';

/** Samples kept, one a second. */
const mostSamples = 600;
/** Between two looks at a run that was lost, ms. */
const searchMs = 300;

export interface AttachOptions extends FrameWish {
	/** Refuses every command. */
	readonly readOnly: boolean;
	/** When the run's process dies: wait until somebody resumes the run, or end. */
	readonly whenDead: 'wait' | 'end';
	/** Finds the run again. */
	locate(): Promise<Whereabouts>;
}

type Hello = Extract<Head, {type: 'hello'}>;

/** A run in another process, behind its socket. When the connection is lost it is looked for until it is back or has ended. */
export class RemoteRun implements RunClient, FrameListener {
	readonly ended: Promise<RunEnd>;
	readonly #options: AttachOptions;
	readonly #end = Promise.withResolvers<RunEnd>();
	readonly #listeners = new Set<(event: Event) => void>();
	#id: string;
	#requester: Requester;
	#socket: FrameSocket | undefined;
	#broadcast: Broadcast;
	#hello: Hello;
	#settings: Settings;
	#status: Status;
	#history: History;
	#samples = 0;
	#checkpoints: readonly CheckpointEntry[];
	#field = new Float32Array(0);
	#graph: Promise<Graph> | undefined;
	#parts: RemoteParts | undefined;
	#link: Link | undefined;
	#over = false;

	constructor(id: string, address: string, {socket, hello, field, listen}: Opened, options: AttachOptions) {
		this.#id = id;
		this.#options = options;
		this.#requester = createRequester(address);
		this.#socket = socket;
		this.ended = this.#end.promise;
		this.#hello = hello;
		this.#settings = hello.settings;
		this.#status = hello.status;
		this.#history = hello.history;
		this.#checkpoints = hello.checkpoints as readonly CheckpointEntry[];
		this.#broadcast = createBroadcast();
		this.#welcome(hello, field);
		listen(this);
	}

	get facts(): RunFacts {
		return this.#hello.facts;
	}

	get parameters(): readonly ParameterInfo[] {
		return this.#hello.parameters;
	}

	get settings(): Settings {
		return this.#settings;
	}

	/** The process that the run goes on in. */
	get pid(): number {
		return this.#hello.pid;
	}

	/** Set when the graph is too large for a screen to hold. */
	get parts(): GraphParts | undefined {
		return this.#parts;
	}

	take(head: Head, field: Float32Array | undefined): void {
		if (head.type === 'hello') this.#welcome(head, field);
		else if (head.type === 'part') this.#parts?.takePart(head, field);
		else if (head.type === 'end') this.#finish(endOf(head));
		else this.#follow(head, field);
	}

	#follow(head: Extract<Head, {type: 'frame'}>, field: Float32Array | undefined): void {
		this.#status = head.status;
		if (this.#parts) this.#parts.takeValues(field, head.watched ?? []);
		else if (field) this.#field = field as Float32Array<ArrayBuffer>;
		if (head.settings) this.#settings = head.settings;
		if (head.checkpoints) this.#checkpoints = head.checkpoints as readonly CheckpointEntry[];
		if (head.history) this.#history = appended(this.#history, head.history);
		if (head.samples !== undefined) this.#samples = head.samples;
		if (head.lost)
			this.#say('warn', `${head.lost} events are not shown: this screen was too slow for them; the log has them`);
		for (const event of head.events ?? []) this.#publish(event);
	}

	#welcome(hello: Hello, field: Float32Array | undefined): void {
		this.#hello = hello;
		this.#settings = hello.settings;
		this.#status = hello.status;
		this.#history = hello.history;
		this.#samples = hello.samples;
		this.#checkpoints = hello.checkpoints as readonly CheckpointEntry[];
		this.#broadcast = createBroadcast(hello.events as readonly ShownEvent[]);
		if (hello.parts)
			this.#parts ??= createRemoteParts(hello.parts.named, {
				say: text => this.#socket?.say(text),
				nodes: of => this.#nodes(of),
			});
		this.#parts?.again();
		if (field) this.#field = field as Float32Array<ArrayBuffer>;
		this.#link = hello.link;
		if (this.#options.readOnly)
			this.#link ??= {state: 'read-only', message: 'read-only: this screen looks and does not steer'};
	}

	/** The connection is over. */
	closed(error: ConnectopError | undefined): void {
		if (this.#over) return;
		void this.#search(error);
	}

	/** Looks for the run until it is back or has ended. Nothing is thrown: whatever is wrong is how the run ended. */
	async #search(error: ConnectopError | undefined): Promise<void> {
		const before = this.pid;
		this.#link = {state: 'lost', message: error?.code === 'protocol' ? error.message : 'the connection is lost'};
		for (;;) {
			try {
				const found = await this.#options.locate();
				if (this.#over) return;
				if (found.state === 'ended') return this.#finish(found.end);
				if (found.state === 'dead') {
					const message = `process ${found.pid} is gone without a last word; connectop --resume ${this.#id} goes on with the run`;
					if (this.#options.whenDead === 'end')
						return this.#finish({
							reason: 'lost',
							summary: message,
							error: new ConnectopError('failed', 'run-lost', `run ${this.#id}: ${message}`),
						});
					this.#link = {state: 'lost', message};
				} else if (await this.#reconnect(found.socket, before)) return;
			} catch (failure) {
				if (failure instanceof ConnectopError && failure.code === 'no-socket') {
					await delay(searchMs); // a run that has just been resumed has none yet
					continue;
				}
				const wrong =
					failure instanceof ConnectopError
						? failure
						: new ConnectopError('failed', 'lost', messageOf(failure), {cause: failure});
				return this.#finish({reason: 'lost', summary: wrong.message, error: wrong});
			}
			await delay(searchMs);
		}
	}

	async #reconnect(socket: string, before: number): Promise<boolean> {
		const opened = await openRemote(socket, this.#id, this.#options);
		if (opened instanceof ConnectopError) {
			this.#link = {state: 'lost', message: opened.message};
			return false;
		}
		if (JSON.stringify(opened.hello.facts.graph) !== JSON.stringify(this.facts.graph)) {
			opened.socket.close();
			this.#finish({
				reason: 'detached',
				summary: `run ${this.#id} goes on with another graph; connectop attach ${this.#id} shows it`,
			});
			return true;
		}
		this.#requester.close();
		this.#requester = createRequester(socket);
		this.#socket = opened.socket;
		this.#welcome(opened.hello, opened.field);
		opened.listen(this);
		const {tick} = this.#status;
		this.#say(
			'warn',
			this.pid === before
				? `the connection was lost and is back, at tick ${tick}`
				: `the run's process ${before} was gone; the run goes on in process ${this.pid}, from tick ${tick}`,
		);
		return true;
	}

	#finish(end: RunEnd): void {
		if (this.#over) return;
		this.#over = true;
		this.#status = {...this.#status, ended: true};
		this.#socket?.close();
		this.#requester.close();
		this.#end.resolve(end);
	}

	/** Something that this end of the connection has to say. */
	#say(level: Event['level'], message: string): void {
		const {tick, epoch} = this.#status;
		const seq = this.#broadcast.events.at(-1)?.seq ?? 0;
		this.#publish({v: schemaVersion, ts: new Date().toISOString(), seq, epoch, tick, level, kind: 'attach', message});
	}

	#publish(event: Event): void {
		const facts = namedBy(this.facts, event);
		if (facts !== this.facts) this.#hello = {...this.#hello, facts};
		this.#broadcast.publishEvent(event);
		for (const listener of this.#listeners) listener(event);
	}

	/** Leaves; the run goes on. */
	detach(): void {
		this.#finish({reason: 'detached', summary: `run ${this.#id} goes on; connectop attach ${this.#id} shows it again`});
	}

	async send({id, args, by}: Command): Promise<Outcome> {
		if (this.#over) return {ok: false, code: 'ended', error: 'the run has ended'};
		if (this.#options.readOnly)
			return {ok: false, code: 'read-only', error: 'this screen only looks: it was attached with --read-only'};
		if (this.#link?.state === 'lost') return {ok: false, code: 'lost', error: this.#link.message};
		try {
			const answer = await this.#requester.post(
				`${this.#path}/commands`,
				{id, args, by},
				{'idempotency-key': randomUUID()},
			);
			const {settings, ...outcome} = jsonOf<Extract<Outcome, {ok: true}> & {settings: Settings}>(answer);
			this.#settings = settings;
			return outcome;
		} catch (error) {
			if (!(error instanceof ConnectopError)) throw error;
			return {ok: false, code: error.code, error: error.message};
		}
	}

	get #path(): string {
		return `/v1/runs/${encodeURIComponent(this.#id)}`;
	}

	mapGraph(): Promise<Graph> {
		this.#graph ??= this.#requester.get(`${this.#path}/graph`).then(answer => {
			if (answer.status !== 200) jsonOf(answer); // throws what it says
			return decodeGraph(answer.body, 'the graph of the run');
		});
		this.#graph.catch(() => (this.#graph = undefined)); // it may be asked for again
		return this.#graph;
	}

	async #nodes(of: string | undefined): Promise<readonly NodeReport[]> {
		const query = of === undefined ? '' : `?${new URLSearchParams({of}).toString()}`;
		return jsonOf<{nodes: readonly NodeReport[]}>(await this.#requester.get(`${this.#path}/nodes${query}`)).nodes;
	}

	frame(): Frame {
		return {
			...(this.#link ? {link: this.#link} : {}),
			facts: this.facts,
			settings: this.#settings,
			status: {...this.#status, paused: this.#settings.paused},
			history: this.#history,
			samples: this.#samples,
			events: this.#broadcast.events,
			field: this.#field,
			...this.#parts?.shown(),
		};
	}

	checkpoints(): readonly CheckpointEntry[] {
		return this.#checkpoints;
	}

	async verifyCheckpoint(file: string): Promise<CheckpointCheck> {
		return jsonOf(await this.#requester.get(`${this.#path}/checkpoints/${encodeURIComponent(file)}`));
	}

	async compareCheckpoints(a: string, b: string): Promise<CheckpointComparison> {
		const query = new URLSearchParams({against: b});
		return jsonOf(await this.#requester.get(`${this.#path}/checkpoints/${encodeURIComponent(a)}?${query.toString()}`));
	}

	async metricsHistory(window: HistoryWindow): Promise<HistorySlice> {
		const query = new URLSearchParams(
			Object.entries(window).map(([name, value]): [string, string] => [name, String(value)]),
		);
		return jsonOf(await this.#requester.get(`${this.#path}/metrics?${query.toString()}`));
	}

	async recorders(newest: number): Promise<readonly RecorderView[]> {
		const answer = await this.#requester.get(`${this.#path}/recorders?newest=${newest}`);
		return jsonOf<{recorders: readonly RecorderView[]}>(answer).recorders;
	}

	async pastEvents(limit: number, before?: number): Promise<readonly Event[]> {
		const query = new URLSearchParams({
			limit: String(limit),
			...(before === undefined ? {} : {before: String(before)}),
		});
		return jsonOf<{events: readonly Event[]}>(await this.#requester.get(`${this.#path}/events?${query.toString()}`))
			.events;
	}

	async nextEvents(after: number, limit: number): Promise<readonly Event[]> {
		const query = new URLSearchParams({limit: String(limit), after: String(after)});
		return jsonOf<{events: readonly Event[]}>(await this.#requester.get(`${this.#path}/events?${query.toString()}`))
			.events;
	}

	onEvent(listener: (event: Event) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}
}

/** A connection on which the run has said everything about itself. */
export interface Opened {
	readonly socket: FrameSocket;
	readonly hello: Hello;
	readonly field: Float32Array | undefined;
	/** What has come since, and all that comes, goes to `listener`. */
	listen(listener: FrameListener): void;
}

/** Connects and waits for the first message. Gives the error when that fails. */
export function openRemote(socket: string, id: string, {fps, field}: FrameWish): Promise<Opened | ConnectopError> {
	return new Promise(resolve => {
		let opened = false;
		let listener: FrameListener | undefined;
		const early: ((to: FrameListener) => void)[] = [];
		const slow = setTimeout(() => frames.close(), patienceMs); // a process that is stopped takes connections and says nothing
		const pass = (call: (to: FrameListener) => void) => (listener ? call(listener) : early.push(call));
		const frames = openFrames(
			socket,
			id,
			{fps, field},
			{
				take(head, field) {
					if (opened) pass(to => to.take(head, field));
					if (opened || head.type !== 'hello') return;
					opened = true;
					clearTimeout(slow);
					const listen = (to: FrameListener) => {
						listener = to;
						for (const call of early.splice(0)) call(to);
					};
					resolve({socket: frames, hello: head, field, listen});
				},
				closed(error) {
					clearTimeout(slow);
					if (opened) pass(to => to.closed(error));
					if (!opened)
						resolve(
							error ?? new ConnectopError('failed', 'lost', 'the run does not answer; its process may be stopped'),
						);
				},
			},
		);
	});
}

function endOf({reason, summary, error}: Extract<Head, {type: 'end'}>): RunEnd {
	return error ? {reason, summary, error: failed(error)} : {reason, summary};
}

const appended = (history: History, news: History): History =>
	Object.fromEntries(
		Object.entries(history).map(([name, values]) => [
			name,
			[...(values as number[]), ...news[name as keyof History]].slice(-mostSamples),
		]),
	) as unknown as History;
