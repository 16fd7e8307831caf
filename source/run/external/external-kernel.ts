import {receiveMessageOnPort} from 'node:worker_threads';
import {ConnectopError} from '../../base/errors.ts';
import type {Field, Model, StepPlan} from '../../dynamics/model.ts';
import {decayStimulus} from '../../dynamics/stimulus-decay.ts';
import type {Kernel} from '../../kernels/kernel.ts';
import type {SavedState} from '../../records/checkpoint.ts';
import type {News, Settings} from '../protocol.ts';
import type {EnginePort} from './bridge.ts';
import type {Answer, EngineStart, Question} from './bridge-protocol.ts';
import {viewExchange} from './exchange.ts';
import type {Hello} from './hello.ts';
import type {Outgoing} from './wire.ts';

/** Longest stretch in which the run's thread hears nothing else, ms. */
const sliceMs = 100;
/** An engine that is given up is gone after so long, ms. */
const killMs = 5000;

export interface ExternalSetup {
	readonly port: EnginePort;
	readonly hello: Hello;
	readonly model: Model;
	readonly seed: number;
	readonly settings: Settings;
	news(news: News): void;
	/** The engine is gone, one line. */
	lost(message: string): void;
}

/** Steps by asking an external engine, which has its own arrays: the host's are copies of its frames. */
export interface ExternalKernel extends Kernel {
	/** Why there is no engine any more. */
	readonly gone: string | undefined;
}

/** Begins an engine's run and fills `field.current` with its first frame, or with the state that it goes on from. Throws one line. */
export async function openExternalKernel(
	setup: ExternalSetup,
	field: Field,
	start: Pick<SavedState, 'tick' | 'variables' | 'stimulus' | 'engine'> | undefined,
): Promise<ExternalKernel> {
	const {
		port: {port, exchange, timeoutMs},
		hello,
		model,
		seed,
		settings,
	} = setup;
	const view = viewExchange(exchange);
	const can = (capability: Hello['can'][number]) => hello.can.includes(capability);
	let gone: string | undefined;
	let answer: Answer | undefined;
	let seen = 0;
	let toldSilent = false;
	/** Parameters as the engine has them. */
	let sent: Readonly<Record<string, number>> = {};
	/** Factor of the stimulus after the tick that goes on. */
	let decay = 1;
	let asked: Question['type'] = 'open';

	function hear(message: Answer): void {
		if (message.type === 'news') {
			setup.news(message.news);
			return;
		}
		if (message.type !== 'lost') {
			answer = message;
			if (message.type === 'frame') Object.assign(model.external?.figures ?? {}, message.figures);
			return;
		}
		view.await(false);
		gone = message.message;
		setup.lost(message.message);
	}
	port.on('message', hear);
	const kill = (message: string) => port.postMessage({type: 'kill', message} satisfies Question);

	function ask(question: Question): void {
		answer = undefined;
		toldSilent = false;
		asked = question.type;
		view.await(true);
		port.postMessage(question);
	}

	/** Takes what has come; waits at most so long for the answer. True when it is there, or nothing is to be waited for any more. */
	function listen(ms: number): boolean {
		const until = performance.now() + ms;
		for (;;) {
			seen = view.answers();
			for (let each = receiveMessageOnPort(port); each; each = receiveMessageOnPort(port)) hear(each.message as Answer);
			if (!answer && gone === undefined && view.isBroken())
				hear({type: 'lost', message: 'the thread that talks to it has failed'});
			if (answer || gone !== undefined) break;
			const left = until - performance.now();
			if (left <= 0) break;
			view.wait(seen, left);
		}
		sayIfSilent();
		if (!answer && gone === undefined) return false;
		if (answer) view.await(false, asked === 'step');
		return true;
	}

	function sayIfSilent(): void {
		const waited = view.waitedMs();
		const done = answer !== undefined || gone !== undefined;
		if (!done && waited > timeoutMs) kill(`it has not answered for ${seconds(waited)}`);
		else if (toldSilent && done && gone === undefined) {
			toldSilent = false;
			setup.news({level: 'info', kind: 'engine', message: `the engine has answered after ${seconds(waited)}`});
		} else if (!toldSilent && !done && view.silentMs() > 0) {
			toldSilent = true;
			setup.news({
				level: 'warn',
				kind: 'engine',
				message: `the engine has not answered for ${seconds(waited)}; it is waited for up to ${seconds(timeoutMs)}`,
			});
		}
	}

	/** Asks and waits. Throws one line when the engine is lost meanwhile or does not answer. */
	function askNow(question: Question): Answer {
		ask(question);
		const until = performance.now() + timeoutMs + killMs;
		while (!listen(sliceMs) && performance.now() < until); // that it is silent for too long is seen to in there
		if (answer && gone === undefined) return answer;
		throw new ConnectopError('failed', 'engine-lost', `the engine was lost: ${gone ?? 'it does not answer'}`);
	}

	const startOf = (parameters: Readonly<Record<string, number>>, dt: number, at: typeof start): EngineStart => {
		const state = can('save') ? at?.engine : undefined;
		sent = state ? {} : parameters; // its state may hold other values
		return {seed, dt, parameters, tick: at?.tick ?? 0, ...(state ? {state} : {})};
	};

	function takeFrame(into: readonly Float32Array[]): void {
		for (const [v, values] of view.frame.entries()) into[v]!.set(values);
	}

	/** The host's values are others than the engine sent last, by variable: what was quenched, clamped or restored. */
	function written(mine: readonly Float32Array[]): Outgoing {
		const other = model.variables.flatMap(({name}, v) =>
			same(mine[v]!, view.frame[v]!) ? [] : [[name, mine[v]!.slice()] as const],
		);
		return Object.fromEntries(other);
	}

	if (start && !start.engine && !can('write'))
		throw new ConnectopError(
			'invalid',
			'engine-lacks',
			`the checkpoint holds no state of the engine, and ${hello.name} takes no values from outside ("write" is not in its hello)`,
		);
	ask({type: 'open', start: startOf(settings.parameters, settings.dt, start)});
	await firstAnswer();
	takeFrame(field.current);
	if (start) {
		if (can('write'))
			for (const [v, {name}] of model.variables.entries())
				field.current[v]!.set((start.variables[name] ?? view.frame[v]!).subarray(0, exchange.n));
		field.stimulus.set(start.stimulus.subarray(0, exchange.n));
	}

	/** The run has not begun: nothing else is to be done meanwhile. */
	async function firstAnswer(): Promise<void> {
		while (!listen(0)) await new Promise(resolve => setTimeout(resolve, 10));
		if (gone !== undefined)
			throw new ConnectopError('invalid', 'engine-lost', `the engine ${hello.name} was lost at its start: ${gone}`);
	}

	const stepFields = ({dt, p, u}: StepPlan, tick: number): Readonly<Record<string, unknown>> => {
		const now = Object.fromEntries(model.parameters.map(({name}, i) => [name, p[i]!]));
		const other = Object.entries(now).filter(([name, value]) => sent[name] !== value);
		sent = now;
		return {type: 'step', tick, time: u, dt, ...(other.length > 0 ? {parameters: Object.fromEntries(other)} : {})};
	};

	return {
		id: 'external',
		title: `engine ${hello.name}${hello.version === '' ? '' : ` ${hello.version}`}`,
		inPlace: true,
		exact: can('deterministic'),
		get gone() {
			return gone;
		},
		get silentMs() {
			return view.silentMs();
		},
		step(into, plan, {tick}) {
			if (gone !== undefined) return;
			const stimulated = can('stimulus') && into.stimulus.some(each => each !== 0);
			const arrays = {
				...(stimulated ? {stimulus: into.stimulus.map(each => each * plan.stimulusScale)} : {}),
				...(can('write') ? written(into.current) : {}),
			};
			decay = plan.stimulusDecay; // when the tick is over: one that is lost leaves it as it was
			ask({type: 'step', tick: tick + 1, fields: stepFields(plan, tick + 1), arrays});
		},
		arrived(into) {
			if (!listen(sliceMs) || gone !== undefined) return false;
			takeFrame(into.next);
			decayStimulus(into.stimulus, decay);
			return true;
		},
		read: () => undefined,
		write: () => undefined, // seen by the next step
		hold: () => undefined,
		save() {
			if (!can('save')) return undefined;
			if (gone !== undefined) throw new ConnectopError('failed', 'engine-lost', `the engine is gone: ${gone}`);
			if (view.waitedMs() > 0)
				throw new ConnectopError('failed', 'engine-silent', 'the engine has not finished its tick');
			const saved = askNow({type: 'save'});
			return saved.type === 'state' ? saved.bytes : undefined;
		},
		load(state, parameters, dt) {
			const own = can('save') ? state.engine : undefined;
			if (!own && !can('write'))
				throw new ConnectopError(
					'invalid',
					'engine-lacks',
					'the checkpoint holds no state of the engine, and it takes no values from outside',
				);
			// Values alone are not all that an engine has: it begins anew with them, so that the same follows whatever was before.
			if (gone !== undefined || !own) {
				gone = undefined;
				askNow({type: 'open', start: startOf(parameters, dt, state)});
			} else {
				askNow({type: 'load', tick: state.tick, state: own});
				sent = {}; // its state may hold other values
			}
		},
		dispose() {
			port.close();
		},
	};
}

/** A loop: there may be millions. */
function same(a: Float32Array, b: Float32Array): boolean {
	for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
	return true;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(ms < 9950 ? 1 : 0).replace(/\.0$/, '')} s`;
