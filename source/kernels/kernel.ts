import type {Field, KernelId, NoiseDraw, StepPlan} from '../dynamics/model.ts';

/** Nodes that are held, and a value for each. */
export interface HeldValues {
	readonly nodes: Int32Array;
	readonly values: Float32Array;
}

/** A state to go back to. */
export interface KernelState {
	readonly tick: number;
	readonly variables: Readonly<Record<string, Float32Array>>;
	readonly stimulus: Float32Array;
	/** What `save` gave. */
	readonly engine?: Uint8Array;
}

/**
Advances a field by whole ticks. The cpu and wasm kernels work in the host's arrays; the gpu kernel keeps the state on the
device, so that `read` and `write` are the only copies.
*/
export interface Kernel {
	readonly id: KernelId;
	/** What runs, for people: `cpu`, `wasm, 2 threads`, `gpu (NVIDIA …)`. */
	readonly title: string;
	/** One tick, with noise drawn and the stimulus used and decayed. In place the result is in `field.next`, and the caller swaps; on the gpu it stays on the device. */
	step(field: Field, plan: StepPlan, noise: NoiseDraw): void;
	/** After it, `field.current` holds the state. */
	read(field: Field): void;
	/**
	Writes the values of some nodes of variable `v` into `values`, one a node, without `read`. Absent where the state is the host's, or a whole
	`read` costs no more.
	*/
	pick?(field: Field, v: number, nodes: Float32Array, values: Float32Array): void;
	/** The host changed `field.current` or the stimulus: the kernel takes them. */
	write(field: Field): void;
	/** True when `step` leaves its result in `field.next`. */
	readonly inPlace: boolean;
	/** The same bits as the cpu kernel, so that digests are kept and a replay verifies. */
	readonly exact: boolean;
	/** `digestState` of the field, where the kernel has a faster way. */
	digest?(field: Field): readonly [lo: number, hi: number];
	/**
	From the next step on these nodes, and only these, act on no other node; `[]` brings all couplings back. Absent on kernels that can't
	cut couplings.
	*/
	silence?(nodes: readonly number[]): void;
	/**
	From the next step on these nodes of variable 0, and only these, have these values after every step. Absent where whoever steps puts them
	back in the field, which on a device would cost a read and a write a tick.
	*/
	hold?(held: HeldValues): void;
	/**
	Absent where a tick is over when `step` returns. Where somebody else steps: waits up to 0.1 s for the tick that `step` asked for; true when it is in
	`field.next`. False as well when it won't come any more, which `gone` says.
	*/
	arrived?(field: Field): boolean;
	/** The state of whoever steps, which only that can read; undefined when it has none to give. Throws `engine-lost`. */
	save?(): Uint8Array | undefined;
	/** Goes back to a state, before the host's arrays do. Throws `engine-lost`. */
	load?(state: KernelState, parameters: Readonly<Record<string, number>>, dt: number): void;
	/** Why whoever steps is gone; a `load` may bring it back. */
	readonly gone?: string | undefined;
	/** How long it has been waited for, ms, when that is longer than it usually takes; else 0. */
	readonly silentMs?: number;
	dispose(): void;
}
