import {hash} from 'node:crypto';
import process from 'node:process';
import {type MessagePort, parentPort, workerData} from 'node:worker_threads';
import {ConnectopError, messageOf} from '../../base/errors.ts';
import {targetsOf} from '../../connectome/edge-merge.ts';
import type {Answer, EngineGraph, EngineStart, FromBridge, Question, ToBridge} from './bridge-protocol.ts';
import {readEngineGraph} from './engine-graph.ts';
import type {EngineCommand} from './engine-model.ts';
import {type ExchangeView, viewExchange} from './exchange.ts';
import {stateIn, takeFrame} from './frame.ts';
import type {Hello} from './hello.ts';
import {openSession, type Session} from './session.ts';
import type {Outgoing} from './wire.ts';

/*
The thread that talks to an external engine. Its pipes are read, and what comes is checked, here: an engine that sends too much, or nothing, takes
no time from the run's own thread, and what is wrong never gets there.
*/

if (!parentPort) throw new Error('an engine is talked to in a worker thread');
const main: MessagePort = parentPort;
const where = workerData as EngineCommand;
const say = (message: FromBridge) => main.postMessage(message);

/** What the run's thread hears, once there is one. */
let tell: (answer: Answer) => void = () => undefined;
/** What was said before. */
const early: Answer[] = [];
let known: Hello | undefined;
let ownGraph: EngineGraph | undefined;
let lost = false;
let session = open();

function open(): Session {
	const opened: Session = openSession(where, {
		news: news => tell({type: 'news', news}),
		lost(message) {
			if (opened !== session) return;
			lost = true;
			tell({type: 'lost', message});
		},
	});
	lost = false;
	return opened;
}

tell = answer => void early.push(answer);
session.hello.then(({hello, message}) => {
	try {
		known = hello;
		ownGraph = readEngineGraph(hello, message);
		say({type: 'hello', hello, graph: ownGraph, pid: session.pid});
	} catch (error) {
		session.kill();
		fail(error);
	}
}, fail);

function fail(error: unknown): void {
	const {kind, code} = error instanceof ConnectopError ? error : {kind: 'failed', code: 'engine-lost'};
	say({type: 'failed', kind: kind === 'invalid' ? 'invalid' : 'failed', code, message: messageOf(error)});
}

main.on('message', (message: ToBridge) => {
	if (message.type === 'serve') serve(message);
	else if (message.type === 'kill') session.refuse(message.message);
	else void end();
});

async function end(): Promise<void> {
	await session.end();
	main.close();
	process.exit();
}

function serve({port, exchange, graph}: Extract<ToBridge, {type: 'serve'}>): void {
	const view = viewExchange(exchange);
	const place = {view, n: exchange.n};
	tell = answer => {
		if (answer.type === 'lost') view.setLost(true);
		port.postMessage(answer);
		view.answered();
	};
	const edges = graph && {
		source: graph.colIdx.slice(),
		target: targetsOf(exchange.n, graph.rowPtr),
		weight: graph.weight.slice(),
	};
	for (const answer of early.splice(0)) tell(answer);
	port.on('message', (question: Question) => {
		if (question.type === 'kill') {
			session.refuse(question.message);
			return;
		}
		answer(question, place, edges).then(
			each => {
				if (each) tell(each);
			},
			// Who was asked is gone: that has been told as lost already, or is told here.
			(error: unknown) => {
				if (!lost) {
					session.kill();
					lost = true;
					tell({type: 'lost', message: messageOf(error)});
				}
			},
		);
	});
}

/** Where frames go, and for how many nodes. */
interface Place {
	readonly view: ExchangeView;
	readonly n: number;
}

async function answer(
	question: Exclude<Question, {type: 'kill'}>,
	place: Place,
	edges: Outgoing | undefined,
): Promise<Answer | undefined> {
	if (question.type === 'open') return begin(question.start, place, edges);
	if (question.type === 'load') {
		const {tick, state} = question;
		return frame({type: 'load', tick}, {state}, tick, place);
	}
	if (question.type === 'save') {
		const message = await session.request({type: 'save'});
		const bytes = stateIn(message);
		if (bytes) return {type: 'state', bytes};
		return refuse(`its state was asked for, and ${message.type} came without an array state of u1`);
	}
	return frame(question.fields, question.arrays, question.tick, place);
}

/** Begins anew, or where a state says. */
async function begin(start: EngineStart, place: Place, edges: Outgoing | undefined): Promise<Answer | undefined> {
	const {seed, dt, parameters, tick, state} = start;
	if (lost || begun) {
		session.kill();
		session = open();
		const {hello, message} = await session.hello;
		say({type: 'restarted', pid: session.pid});
		if (JSON.stringify(hello) !== JSON.stringify(known))
			return refuse('it says other things of itself than when the run began');
		if (JSON.stringify(fingerprint(readEngineGraph(hello, message))) !== JSON.stringify(fingerprint(ownGraph)))
			return refuse('it brings another graph than when the run began');
	}
	begun = true;
	place.view.setLost(false);
	const fields = {type: 'start', seed, dt, n: place.n, parameters};
	const first = await frame(fields, edges ?? {}, 0, place);
	if (!state || !first) return first;
	return frame({type: 'load', tick}, {state}, tick, place);
}
let begun = false;

/** Asks for a frame and puts it into the exchange. */
async function frame(
	fields: Readonly<Record<string, unknown>>,
	arrays: Outgoing,
	tick: number,
	{view, n}: Place,
): Promise<Answer | undefined> {
	const message = await session.request(fields, arrays);
	if (!known) return undefined;
	try {
		const {variables, observables} = known;
		const awaited = {variables, observables, n, tick};
		return {type: 'frame', tick, figures: takeFrame(message, awaited, view.frame)};
	} catch (error) {
		if (!(error instanceof ConnectopError)) throw error;
		return refuse(error.message);
	}
}

/** What stands for a graph in a comparison. */
const fingerprint = (graph: EngineGraph | undefined): unknown =>
	graph &&
	[graph.source, graph.target, graph.weight].map(each =>
		hash('sha256', new Uint8Array(each.buffer, each.byteOffset, each.byteLength)),
	);

/** The engine has sent what must not be taken along: it is ended, which is told as lost. */
function refuse(message: string): undefined {
	session.refuse(message);
	return undefined;
}
