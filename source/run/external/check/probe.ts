import {ConnectopError} from '../../../base/errors.ts';
import {targetsOf} from '../../../connectome/edge-merge.ts';
import {generate} from '../../../connectome/topologies.ts';
import {readEngineGraph} from '../engine-graph.ts';
import type {EngineCommand} from '../engine-model.ts';
import {stateIn, takeFrame} from '../frame.ts';
import type {Hello} from '../hello.ts';
import {openSession} from '../session.ts';
import type {Outgoing, WireMessage} from '../wire.ts';

/** Values of each variable, N a variable. */
export type Values = readonly Float32Array[];

/** What a step brings along besides its tick. */
export interface StepWish {
	readonly parameters?: Readonly<Record<string, number>>;
	readonly dt?: number;
	/** The tick to come to; the next when it is left out. */
	readonly tick?: number;
	readonly arrays?: Outgoing;
	/** Fields that no engine knows. */
	readonly other?: Readonly<Record<string, unknown>>;
}

/** One process of an engine, asked by hand. Everything rejects with one line when the engine does something wrong or nothing. */
export interface Probe {
	readonly hello: Hello;
	readonly n: number;
	/** Time that the last answer took, ms. */
	readonly ms: number;
	start(seed: number): Promise<Values>;
	step(wish?: StepWish): Promise<Values>;
	save(): Promise<Uint8Array>;
	load(tick: number, state: Uint8Array): Promise<Values>;
	/** Asks it to end; the time until it has, ms. */
	end(): Promise<number>;
	kill(): Promise<void>;
}

/** Starts a command and waits for its hello. An engine that runs on a given graph gets one of so many nodes. */
export async function openProbe(where: EngineCommand, timeoutMs: number, nodes: number): Promise<Probe> {
	const session = openSession(where, {
		news({data}) {
			if (Array.isArray(data?.['lines'])) lines = data['lines'] as string[];
		},
		lost: () => undefined,
	});
	let lines: readonly string[] = [];
	let ms = 0;
	let tick = 0;

	async function within<T>(answer: Promise<T>, what: string): Promise<T> {
		const begun = performance.now();
		let late: NodeJS.Timeout | undefined;
		const given = new Promise<never>((_, reject) => {
			late = setTimeout(() => reject(wrong(`no answer to ${what} within ${timeoutMs / 1000} s`)), timeoutMs);
		});
		try {
			return await Promise.race([answer, given]);
		} catch (error) {
			session.kill();
			throw lines.length === 0 || !(error instanceof ConnectopError) ? error : Object.assign(error, {lines});
		} finally {
			clearTimeout(late);
			ms = performance.now() - begun;
		}
	}

	const {hello, message} = await within(session.hello, 'the start: hello');
	const own = readEngineGraph(hello, message);
	const n = own?.n ?? nodes;

	async function frame(asked: Promise<WireMessage>, what: string): Promise<Values> {
		const into = hello.variables.map(() => new Float32Array(n));
		takeFrame(await within(asked, what), {variables: hello.variables, observables: hello.observables, n, tick}, into);
		return into;
	}

	return {
		hello,
		n,
		get ms() {
			return ms;
		},
		start(seed) {
			tick = 0;
			const parameters = Object.fromEntries(hello.parameters.map(each => [each.name, each.default]));
			return frame(session.request({type: 'start', seed, dt: 1, n, parameters}, own ? {} : givenGraph(n)), 'start');
		},
		step({parameters, dt = 1, arrays = {}, other = {}, tick: to = tick + 1} = {}) {
			tick = to;
			const fields = {
				type: 'step',
				tick,
				time: (tick - 1) / 10,
				dt,
				...(parameters ? {parameters} : {}),
				...other,
			};
			return frame(session.request(fields, arrays), `step ${tick}`);
		},
		async save() {
			const message = await within(session.request({type: 'save'}), 'save');
			const state = stateIn(message);
			if (state) return state;
			throw wrong(`save was answered by ${message.type} without an array state of dtype u1`);
		},
		load(at, state) {
			tick = at;
			return frame(session.request({type: 'load', tick}, {state}), 'load');
		},
		async end() {
			const begun = performance.now();
			await session.end();
			return performance.now() - begun;
		},
		async kill() {
			session.kill();
			await session.end();
		},
	};
}

/** The graph that an engine is tried on: each node joined to its nearest. */
function givenGraph(n: number): Outgoing {
	const {rowPtr, colIdx, weight} = generate('knn', n, Math.min(12, n - 1), 0);
	return {source: colIdx, target: targetsOf(n, rowPtr), weight};
}

const wrong = (message: string) => new ConnectopError('failed', 'engine-check', message);
