import type {Field, KernelId, NoiseDraw, StepPlan} from '../dynamics/model.ts';

/** Nodes that are held, and a value for each. */
export interface HeldValues {
	readonly nodes: Int32Array;
	readonly values: Float32Array;
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
	dispose(): void;
}
