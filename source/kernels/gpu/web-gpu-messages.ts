import type {DeviceTick} from './device-tick.ts';
import type {NeighbourTable} from './neighbour-table.ts';
import type {ProgramText} from './program-text.ts';

/** What the WebGPU thread starts from: the file of the package webgpu. */
export interface WebGpuStart {
	readonly file: string;
}

/** What it says of itself first. */
export type WebGpuReady = {readonly title: string; readonly maxBytes: number} | {readonly reason: string};

/** Shared memory in which it answers, since the thread that asks stands still meanwhile. */
export interface WebGpuAnswers {
	/** Int32: 0 while it works, then `done` or `failed`. */
	readonly control: SharedArrayBuffer;
	/** Float32: the values that were read, variable after variable. */
	readonly values: SharedArrayBuffer;
	/** UTF-8 of what went wrong, to the first 0. */
	readonly error: SharedArrayBuffer;
}

export const answers = {working: 0, done: 1, failed: 2} as const;

/** What it is asked; each is answered before the next. */
export type WebGpuRequest =
	| {
			readonly type: 'build';
			readonly text: ProgramText;
			readonly n: number;
			readonly table: NeighbourTable;
			readonly shared: WebGpuAnswers;
	  }
	| {readonly type: 'step'; readonly tick: DeviceTick}
	| {
			readonly type: 'write';
			readonly current: readonly Float32Array[];
			readonly stimulus: Float32Array | undefined;
	  }
	| {readonly type: 'hold'; readonly table: Float32Array | undefined}
	| {readonly type: 'read'};
