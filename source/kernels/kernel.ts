import type {FieldState, KernelId, StepPlan} from '../dynamics/model.ts';

/**
Advances a field by whole ticks. The cpu kernel works in the host's arrays; the gpu kernel keeps the state on the
device, so that `read` and `write` are the only copies.
*/
export interface Kernel {
	readonly id: KernelId;
	/** What runs, for people: `cpu`, `gpu (NVIDIA …)`. */
	readonly title: string;
	/** One tick. On the cpu the result is in `state.next`, and the caller swaps; on the gpu it stays on the device. */
	step(state: FieldState, plan: StepPlan): void;
	/** After it, `state.current` holds the state. */
	read(state: FieldState): void;
	/** The host changed `state.current`: the device takes it. */
	write(state: FieldState): void;
	/** True when `step` leaves its result in `state.next`. */
	readonly inPlace: boolean;
	/**
	From the next step on these nodes, and only these, act on no other node; `[]` brings all couplings back. Absent on kernels that can't
	cut couplings.
	*/
	silence?(nodes: readonly number[]): void;
	dispose(): void;
}
