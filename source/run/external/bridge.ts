import process from 'node:process';
import {MessageChannel, type MessagePort, Worker} from 'node:worker_threads';
import {ConnectopError, messageOf} from '../../base/errors.ts';
import type {Report} from '../../base/progress.ts';
import type {Graph} from '../../connectome/graph.ts';
import type {EngineGraph, FromBridge, ToBridge} from './bridge-protocol.ts';
import {type EngineCommand, patienceOf} from './engine-model.ts';
import {createExchange, type Exchange, type ExchangeView, viewExchange} from './exchange.ts';
import type {Hello} from './hello.ts';

/** The way from the run's thread to the engine. The port goes to one thread alone. */
export interface EnginePort {
	readonly port: MessagePort;
	readonly exchange: Exchange;
	/** It is given up when it has been silent for so long. */
	readonly timeoutMs: number;
}

/** An external engine that runs, seen from the thread that started it. */
export interface Bridge {
	readonly hello: Hello;
	/** The graph that it brings, if it does. */
	readonly graph: EngineGraph | undefined;
	/** Of its process, and of the process group that it leads. */
	readonly pid: number | undefined;
	/** The way to it for the thread of a run on this graph. Called once. */
	connect(graph: Graph): EnginePort;
	/** How long it has been silent for, ms, longer than it usually takes, and whether it is gone. */
	watch(): {readonly silentMs: number; readonly lost: boolean};
	/** Calls back with the process group of each process that takes the place of one that was lost. */
	onRestart(listener: (pid: number | undefined) => void): void;
	/** Ends it at once, which the run hears as a loss: one line says why. */
	kill(message: string): void;
	/** Asks it to end, and sees to it. */
	close(): Promise<void>;
}

/** Starts an engine and waits for what it says of itself. Throws one line when it says nothing, or nothing right, within so many seconds. */
export async function openBridge(where: EngineCommand, report?: Report): Promise<Bridge> {
	const file = import.meta.url.endsWith('.ts') ? './bridge-thread.ts' : './engine-bridge.js';
	const worker = new Worker(new URL(file, import.meta.url), {workerData: where satisfies EngineCommand});
	const send = (message: ToBridge, transfer: readonly MessagePort[] = []) => worker.postMessage(message, [...transfer]);
	const exited = new Promise<void>(resolve => worker.once('exit', () => resolve()));
	report?.({task: 'waiting for the engine', done: 0, total: 0, unit: ''});
	const timeout = patienceOf(where);
	let view: ExchangeView | undefined;
	let [closing, broken] = [false, false];
	const failed = (error?: unknown) => {
		if (error !== undefined) process.emitWarning(`an engine's thread has failed: ${messageOf(error)}`);
		if (closing) return;
		broken = true;
		view?.setBroken();
	};
	try {
		const {hello, graph, pid} = await helloOf(worker, where, timeout);
		worker.on('error', failed).once('exit', () => failed());
		return {
			hello,
			graph,
			pid,
			connect({n, rowPtr, colIdx, weight}) {
				const exchange = createExchange(n, hello.variables.length);
				view = viewExchange(exchange);
				if (broken) view.setBroken();
				const {port1, port2} = new MessageChannel();
				const given = hello.graph === 'given' ? {rowPtr, colIdx, weight} : undefined;
				send({type: 'serve', port: port2, exchange, graph: given}, [port2]);
				return {port: port1, exchange, timeoutMs: timeout * 1000};
			},
			watch: () => ({silentMs: view?.silentMs() ?? 0, lost: view?.isLost() ?? false}),
			onRestart(listener) {
				worker.on('message', (message: FromBridge) => {
					if (message.type === 'restarted') listener(message.pid);
				});
			},
			kill: message => send({type: 'kill', message}),
			async close() {
				closing = true;
				send({type: 'end'});
				await exited;
			},
		};
	} catch (error) {
		send({type: 'end'});
		await exited;
		throw error;
	}
}

type Said = Extract<FromBridge, {type: 'hello'}>;

function helloOf(worker: Worker, {command}: EngineCommand, timeout: number): Promise<Said> {
	return new Promise((resolve, reject) => {
		const refuse = (kind: 'invalid' | 'failed', code: string, message: string) =>
			reject(new ConnectopError(kind, code, `--engine ${command}: ${message}`));
		const late = setTimeout(
			() =>
				refuse('invalid', 'engine-silent', `it has not said hello for ${timeout} s; --engine-timeout gives it longer`),
			timeout * 1000,
		);
		worker.on('message', (message: FromBridge) => {
			clearTimeout(late);
			if (message.type === 'hello') resolve(message);
			else if (message.type === 'failed') refuse(message.kind, message.code, message.message);
		});
		worker.once('error', error => {
			clearTimeout(late);
			reject(error instanceof Error ? error : new Error(String(error)));
		});
	});
}
