import {messageOf} from '../base/errors.ts';
import type {Metrics} from '../connectome/metrics.ts';
import type {Field} from '../dynamics/model.ts';
import {firstFreeAt} from '../kernels/wasm/layout.ts';
import {createKernelMemory} from '../kernels/wasm/memory.ts';

/*
Memory that the engine's thread writes and the main thread reads, so that drawing a frame copies nothing and asks nobody.
The field is double-buffered: the engine writes the other buffer and then publishes its index. A reader that is slower
than a tick may see two neighbouring ticks in one drawing; numbers that must belong together are guarded by a sequence lock.
*/

const slots = [
	'tick',
	'epoch',
	'time',
	'paused',
	'achievedHz',
	'late',
	'missed',
	'latenessMs',
	'latenessP99Ms',
	'stepMs',
	'tickMs',
	'substeps',
	'taken',
	'revision',
	'measuredTick',
	'activeEdges',
	'sparsity',
	'meanWeight',
	'varianceWeight',
	'cohesion',
	'largestComponent',
	'complexity',
	'entropy',
	'b1z',
] as const;

export type Gauge = (typeof slots)[number];
export type Gauges = Record<Gauge, number>;

/** The shared block: control words, gauges, two buffers of `variables` × N values, the stimulus. */
export interface SharedBlock {
	readonly n: number;
	readonly variables: number;
	readonly memory: SharedArrayBuffer;
	/** Byte at which the block begins. */
	readonly at: number;
	/** The wasm memory that the block is in, so that kernels compute where it lies; absent where there is none to be had, `why` says the reason. */
	readonly wasm?: WebAssembly.Memory;
	readonly why?: string;
}

const headBytes = Math.ceil((16 + slots.length * 8) / 64) * 64;

/** Arrays begin at multiples of 64 bytes: vectors of a kernel may write past the last node. */
const arrayBytes = (n: number): number => Math.ceil(n / 16) * 64;

/** Bytes of the block for N nodes. */
export const sharedBytes = (n: number, variables: number): number => headBytes + arrayBytes(n) * (2 * variables + 1);

/** A block for engines that compute on the cpu alone, without the address space of wasm. */
export const createPlainShared = (n: number, variables: number): SharedBlock => ({
	n,
	variables,
	memory: new SharedArrayBuffer(sharedBytes(n, variables)),
	at: 0,
	why: 'none was asked for',
});

/** A block in wasm memory, or where there is none to be had a plain one that says why. */
export function createShared(n: number, variables: number): SharedBlock {
	const bytes = sharedBytes(n, variables);
	try {
		const wasm = createKernelMemory(bytes);
		return {n, variables, memory: wasm.buffer, at: firstFreeAt, wasm};
	} catch (error) {
		// Address space may be limited, or wasm switched off: the cpu kernel needs neither.
		return {...createPlainShared(n, variables), why: messageOf(error)};
	}
}

interface Views {
	/** [sequence, index of the current buffer, swaps, swaps that gauges have been published of]. */
	readonly control: Int32Array;
	readonly gauges: Float64Array;
	readonly buffers: readonly [readonly Float32Array[], readonly Float32Array[]];
	readonly stimulus: Float32Array;
}

function views({n, variables, memory, at}: SharedBlock): Views {
	const field = (index: number) => new Float32Array(memory, at + headBytes + arrayBytes(n) * index, n);
	const buffer = (which: number) => Array.from({length: variables}, (_, v) => field(which * variables + v));
	return {
		control: new Int32Array(memory, at, 4),
		gauges: new Float64Array(memory, at + 16, slots.length),
		buffers: [buffer(0), buffer(1)],
		stimulus: field(2 * variables),
	};
}

/** The engine's side: a field state whose buffers are shared, and the way to publish. */
export interface Publisher {
	readonly state: {-readonly [K in keyof Field]: Field[K]};
	/** `next` becomes `current`. */
	swap(): void;
	/** Writes all gauges under the sequence lock. */
	publish(gauges: Gauges): void;
}

export function createPublisher(block: SharedBlock): Publisher {
	const {control, gauges, buffers, stimulus} = views(block);
	for (const word of [1, 2, 3]) Atomics.store(control, word, 0);
	const state = {n: block.n, current: buffers[0], next: buffers[1], stimulus};
	return {
		state,
		swap() {
			[state.current, state.next] = [state.next, state.current];
			Atomics.add(control, 2, 1);
			Atomics.store(control, 1, state.current === buffers[1] ? 1 : 0);
		},
		publish(values) {
			Atomics.add(control, 0, 1); // odd: being written
			for (let i = 0; i < slots.length; i++) gauges[i] = values[slots[i]!];
			Atomics.store(control, 3, Atomics.load(control, 2));
			Atomics.add(control, 0, 1);
		},
	};
}

/** The measurements among the gauges. */
export function metricsIn(gauges: Gauges): Metrics {
	const {activeEdges, sparsity, meanWeight, varianceWeight, cohesion, largestComponent, complexity, entropy, b1z} =
		gauges;
	return {activeEdges, sparsity, meanWeight, varianceWeight, cohesion, largestComponent, complexity, entropy, b1z};
}

/** The main thread's side. */
export interface Subscriber {
	/** The gauges of one moment. */
	gauges(): Gauges;
	/** The buffers that hold the newest tick. */
	field(): readonly Float32Array[];
	/** The gauges of one moment and a copy of the variable of that index, both of one tick; undefined between a tick and its gauges. */
	together(variable: number): {readonly gauges: Gauges; readonly values: Float32Array} | undefined;
}

export function createSubscriber(block: SharedBlock): Subscriber {
	const {control, gauges, buffers} = views(block);
	const field = () => buffers[Atomics.load(control, 1) === 1 ? 1 : 0];
	const read = (): Gauges => {
		for (;;) {
			const before = Atomics.load(control, 0);
			const values = gauges.slice();
			if (before % 2 === 0 && Atomics.load(control, 0) === before) {
				return Object.fromEntries(slots.map((name, i) => [name, values[i]])) as Gauges;
			}
		}
	};
	return {
		gauges: read,
		field,
		together(variable) {
			const before = Atomics.load(control, 0);
			const values = new Float32Array(field()[variable] ?? []);
			const figures = read();
			const still = Atomics.load(control, 0) === before && Atomics.load(control, 2) === Atomics.load(control, 3);
			return still ? {gauges: figures, values} : undefined;
		},
	};
}

/** The same values in shared memory, so that threads can be handed them without a copy each. */
export function share<T extends Float32Array | Int32Array | Uint8Array>(array: T): T {
	const memory = new SharedArrayBuffer(array.byteLength);
	const shared = new (array.constructor as new (memory: SharedArrayBuffer) => T)(memory);
	shared.set(array);
	return shared;
}
