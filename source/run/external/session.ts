import {ConnectopError, messageOf} from '../../base/errors.ts';
import type {News} from '../protocol.ts';
import type {EngineCommand} from './engine-model.ts';
import {startProcess} from './engine-process.ts';
import {type Hello, readHello} from './hello.ts';
import {plain} from './plain.ts';
import {type CheckArrays, createDecoder, encodeMessage, itemBytes, type Outgoing, type WireMessage} from './wire.ts';

/** Events of an engine that are passed on in a second; the others are counted. */
const mostEvents = 10;
/** An engine that sends more in a second is ended. */
const flood = 5000;
/** Most bytes that an engine's own state may have. */
const mostState = 1024 ** 3;
/** Most bytes of the graph that an engine brings. */
const mostHello = 4 * 1024 ** 3;

export interface SessionListener {
	/** Something that the engine says of itself. */
	news(news: News): void;
	/** The engine is gone for good, once: one line. Never told after `end` or `kill`. */
	lost(message: string): void;
}

/** An engine that runs and is talked to, one request at a time. */
export interface Session {
	readonly pid: number | undefined;
	/** What it is, and the arrays of its graph. Rejects with one line. */
	readonly hello: Promise<{readonly hello: Hello; readonly message: WireMessage}>;
	/** Sends a message and gives the answer to it. Rejects when the engine is lost meanwhile. */
	request(fields: Readonly<Record<string, unknown>>, arrays?: Outgoing): Promise<WireMessage>;
	/** Ends it at once. */
	kill(): void;
	/** Ends what was sent wrong: as `kill`, and told as lost. */
	refuse(message: string): void;
	/** Asks it to end, and sees to it. */
	end(): Promise<void>;
}

/** Starts an engine. Whatever it does wrong ends it, and is told in one line. */
export function openSession(where: EngineCommand, listener: SessionListener): Session {
	const first = Promise.withResolvers<{hello: Hello; message: WireMessage}>();
	first.promise.catch(() => undefined); // who awaits it hears of it
	let known: Hello | undefined;
	/** Of its graph, which it was told with `start`. */
	let nodes: number | undefined;
	let waiting: PromiseWithResolvers<WireMessage> | undefined;
	let over = false;
	let [second, events, untold] = [0, 0, 0];

	function lose(message: string): void {
		if (over) return;
		over = true;
		engine.kill();
		const error = new ConnectopError(known ? 'failed' : 'invalid', 'engine-lost', message);
		first.reject(error);
		waiting?.reject(error);
		if (known) listener.lost(message);
	}

	/** A frame of another length is refused by its shape; one that is far too long, before memory is taken for it. */
	const mayBring: CheckArrays = (type, arrays) => {
		const bytes = arrays.reduce((all, {shape, dtype}) => all + shape.reduce((a, b) => a * b, itemBytes[dtype]), 0);
		const frame = Math.max(2 * 8 * (nodes ?? 0) * (known?.variables.length ?? 0), 2 ** 20);
		const most = !known ? mostHello : type === 'state' ? mostState : frame;
		if (bytes > most)
			throw new ConnectopError(
				'failed',
				'engine-wire',
				`${type}: its arrays have ${bytes} bytes, far more than belong there`,
			);
	};
	const decoder = createDecoder(mayBring);

	function take(message: WireMessage): void {
		if (message.type === 'event') {
			tell(message.fields);
		} else if (message.type === 'error') {
			lose(`it gave up: ${plain(message.fields['message'] ?? 'without a message')}`);
		} else if (!known) {
			known = readHello(message);
			first.resolve({hello: known, message});
		} else if (waiting) {
			const {resolve} = waiting;
			waiting = undefined;
			resolve(message);
		} else {
			lose(`it sent ${message.type} without being asked`);
		}
	}

	/** An event of the engine, at most so many a second. */
	function tell({level, message}: Readonly<Record<string, unknown>>): void {
		const now = Math.floor(performance.now() / 1000);
		if (now !== second) [second, events] = [now, 0];
		if (++events > flood) {
			lose(`it sent more than ${flood} events in a second`);
			return;
		}
		if (events > mostEvents) {
			untold++;
			return;
		}
		const more = untold > 0 ? ` (${untold} events before it left out)` : '';
		untold = 0;
		listener.news({
			level: level === 'warn' || level === 'error' || level === 'debug' ? level : 'info',
			kind: 'engine',
			message: `${plain(message ?? '').slice(0, 500)}${more}`,
		});
	}

	const engine = startProcess(where, {
		bytes(chunk) {
			if (over) return;
			try {
				for (const message of decoder.push(chunk)) if (!over) take(message);
			} catch (error) {
				lose(error instanceof ConnectopError ? error.message : `a message could not be taken: ${messageOf(error)}`);
			}
		},
		printed: line => listener.news({level: 'info', kind: 'output', message: line}),
		gone(how, lines) {
			if (lines.length > 1 && !over)
				listener.news({
					level: 'error',
					kind: 'output',
					message: `what the engine printed last: ${lines.at(-1)}`,
					data: {lines},
				});
			const rest = decoder.rest();
			lose(rest === '' ? how : `${how}, in the middle of ${rest}`);
		},
	});

	const send = (fields: Readonly<Record<string, unknown>>, arrays?: Outgoing) =>
		engine.write(encodeMessage(fields, arrays));
	return {
		pid: engine.pid,
		hello: first.promise,
		request(fields, arrays) {
			if (typeof fields['n'] === 'number') nodes = fields['n'];
			waiting = Promise.withResolvers();
			const {promise} = waiting;
			if (over) waiting.reject(new ConnectopError('failed', 'engine-lost', 'the engine is gone'));
			else send(fields, arrays);
			return promise;
		},
		kill() {
			over = true;
			engine.kill();
		},
		refuse: lose,
		async end() {
			if (!over) send({type: 'end'});
			over = true;
			await engine.end();
		},
	};
}
