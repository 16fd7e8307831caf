import type {MessagePort} from 'node:worker_threads';
import type {Csr} from '../../base/csr.ts';
import type {News} from '../protocol.ts';
import type {Exchange} from './exchange.ts';
import type {Hello} from './hello.ts';
import type {Outgoing} from './wire.ts';

/** How an engine begins. */
export interface EngineStart {
	readonly seed: number;
	readonly dt: number;
	readonly parameters: Readonly<Record<string, number>>;
	/** Where it is to go on from; without a state it begins anew and counts on from this tick. */
	readonly tick: number;
	readonly state?: Uint8Array;
}

/** From the thread of the run: one at a time, each is answered. */
export type Question =
	/** Begins, in a new process when the one before is gone. */
	| {readonly type: 'open'; readonly start: EngineStart}
	| {
			readonly type: 'step';
			readonly tick: number;
			readonly fields: Readonly<Record<string, unknown>>;
			readonly arrays: Outgoing;
	  }
	/** Goes back to a state of its own. */
	| {readonly type: 'load'; readonly tick: number; readonly state: Uint8Array}
	| {readonly type: 'save'}
	/** No question: the engine does not answer, and is ended and told as lost. */
	| {readonly type: 'kill'; readonly message: string};

/** To the thread of the run. A frame lies in the exchange. */
export type Answer =
	| {readonly type: 'frame'; readonly tick: number; readonly figures: Readonly<Record<string, number>>}
	| {readonly type: 'state'; readonly bytes: Uint8Array}
	/** No answer to a question: may come at any time, and is the last until the next `open`. */
	| {readonly type: 'lost'; readonly message: string}
	| {readonly type: 'news'; readonly news: News};

/** To that thread. */
export type ToBridge =
	| {
			readonly type: 'serve';
			readonly port: MessagePort;
			readonly exchange: Exchange;
			readonly graph: Pick<Csr, 'rowPtr' | 'colIdx' | 'weight'> | undefined;
	  }
	/** The engine is ended at once, and told as lost. */
	| {readonly type: 'kill'; readonly message: string}
	/** The engine is asked to end; the thread ends after it. */
	| {readonly type: 'end'};

/** From that thread. */
export type FromBridge =
	| {
			readonly type: 'hello';
			readonly hello: Hello;
			readonly graph: EngineGraph | undefined;
			readonly pid: number | undefined;
	  }
	| {readonly type: 'failed'; readonly kind: 'invalid' | 'failed'; readonly code: string; readonly message: string}
	| {readonly type: 'restarted'; readonly pid: number | undefined};

/** The graph that an engine brings: as many sources as targets and weights; places where it has them. */
export interface EngineGraph {
	readonly n: number;
	readonly source: Int32Array;
	readonly target: Int32Array;
	readonly weight: Float32Array;
	readonly x?: Float32Array;
	readonly y?: Float32Array;
	readonly names?: readonly string[];
}
