import type {Field, NoiseDraw, StepPlan} from '../../dynamics/model.ts';
import {hold} from '../hold.ts';
import type {HeldValues, Kernel} from '../kernel.ts';

/** Ticks after which the state is read anew. */
const mostTicks = 256;

/** A tick, so that it can be taken again. */
export interface KeptTick {
	readonly plan: StepPlan;
	readonly noise: NoiseDraw;
	/** What the stimulus had decayed to, as a share of what was taken over last. */
	readonly share: number;
	/** Nodes that were held. */
	readonly held: HeldValues;
}

/** The newest state that the host has, and every tick since then: enough to compute them again without the device. */
export interface KeptTicks {
	readonly count: number;
	/** More should not be kept: read the state and begin again. */
	readonly full: boolean;
	/** This is the state now, one array a variable. */
	begin(current: readonly Float32Array[]): void;
	add(tick: KeptTick): void;
	/** Computes the ticks again on another kernel, in the host's field. `stimulus` is what was taken over last; the field's stays as it is. */
	again(kernel: Kernel, field: Field, stimulus: Float32Array | undefined): void;
}

/** Keeps ticks of a field of `variables` arrays of `n` values. */
export function keptTicks(variables: number, n: number): KeptTicks {
	const kept = Array.from({length: variables}, () => new Float32Array(n));
	let ticks: KeptTick[] = [];
	return {
		get count() {
			return ticks.length;
		},
		get full() {
			return ticks.length >= mostTicks;
		},
		begin(current) {
			copyArrays(current, kept);
			ticks = [];
		},
		add({plan, noise, share, held}) {
			// The host's objects are the same in every tick.
			ticks.push({plan: {...plan, p: [...plan.p]}, noise: {...noise}, share, held});
		},
		again(kernel, field, stimulus) {
			const now = field.stimulus.slice();
			const share = ticks[0]?.share ?? 0;
			copyArrays(kept, field.current);
			for (let i = 0; i < field.n; i++) field.stimulus[i] = share * (stimulus?.[i] ?? 0);
			kernel.write(field);
			for (const {plan, noise, held} of ticks) stepOnHost(kernel, field, plan, noise, held);
			field.stimulus.set(now);
			kernel.write(field);
			ticks = [];
		},
	};
}

/** One tick of a kernel of the host's, whose result is in `field.current`. */
export function stepOnHost(kernel: Kernel, field: Field, plan: StepPlan, noise: NoiseDraw, held: HeldValues): void {
	kernel.step(field, plan, noise);
	copyArrays(field.next, field.current);
	hold(field.current[0]!, held);
}

export function copyArrays(from: readonly Float32Array[], to: readonly Float32Array[]): void {
	from.forEach((values, v) => {
		to[v]?.set(values);
	});
}
