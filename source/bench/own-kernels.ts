import type {Csr} from '../base/csr.ts';
import {ConnectopError} from '../base/errors.ts';
import type {Field, Model, NoiseDraw, StepPlan} from '../dynamics/model.ts';
import {cpuKernel} from '../kernels/cpu.ts';
import type {Kernel} from '../kernels/kernel.ts';
import {openWasm} from '../kernels/wasm/host.ts';
import {wasmKernel} from '../kernels/wasm/wasm.ts';
import {createPublisher, createShared, type SharedBlock} from '../run/shared.ts';
import {doublesStep} from './doubles.ts';

/** A field and what steps it. */
export interface Stepper {
	/** One tick, noise drawn. */
	step(plan: StepPlan, noise: NoiseDraw): void;
	/** The same tick, thrown away; absent where a state stays on a device. */
	warm?(plan: StepPlan, noise: NoiseDraw): void;
	/** The state as it is now. */
	read(): Float32Array;
}

/** Makes a stepper of `threads` threads that begins with `start`. Throws `kernel-unavailable` when this machine can't. */
type Factory = (model: Model, graph: Csr, start: Float32Array, threads: number) => Promise<Stepper> | Stepper;

/** Our own contestants by name. */
const factories: Readonly<Record<string, Factory>> = {
	cpu: (model, graph, start) => inShared(createShared(start.length, 1), start, () => cpuKernel(model, graph)),
	async wasm(model, graph, start, threads) {
		const block = createShared(start.length, 1);
		const host = await openWasm(block, threads);
		if ('reason' in host) throw new ConnectopError('invalid', 'kernel-unavailable', host.reason);
		return inShared(block, start, () => wasmKernel(model, graph, host.pool, host.arena));
	},
	async gpu(model, graph, start) {
		const {createGpuKernel} = await import('../kernels/gpu/gpu.ts');
		const {state} = createPublisher(createShared(start.length, 1));
		state.current[0]!.set(start);
		const made = await createGpuKernel(model, graph, state, {mode: 'gl', instead: gone, lost: gone});
		if ('kernel' in made) return stepped(made.kernel, state, () => undefined);
		throw new ConnectopError('invalid', 'kernel-unavailable', made.reason);
	},
	doubles(_model, graph, start) {
		const step = doublesStep(graph);
		const [stimulus, noise] = [new Float32Array(start.length), new Float32Array(0)];
		const state = {n: start.length, current: [start.slice()], next: [new Float32Array(start.length)], stimulus, noise};
		return {
			warm: plan => step(state, plan),
			step(plan) {
				step(state, plan);
				[state.current, state.next] = [state.next, state.current];
			},
			read: () => state.current[0]!,
		};
	},
};

function gone(): never {
	throw new ConnectopError('failed', 'kernel-lost', 'the gpu went away');
}

/** A stepper by name. Throws `kernel-unavailable`. */
export async function createStepper(name: string, ...setup: Parameters<Factory>): Promise<Stepper> {
	const factory = factories[name];
	if (!factory) throw new ConnectopError('usage', 'kernel', `there is no kernel "${name}"`);
	return factory(...setup);
}

/** A kernel that steps the arrays of a run's shared memory, as it does in a run. */
function inShared(block: SharedBlock, start: Float32Array, make: () => Kernel): Stepper {
	const publisher = createPublisher(block);
	publisher.state.current[0]!.set(start);
	return stepped(make(), publisher.state, publisher.swap);
}

function stepped(kernel: Kernel, state: Field, swap: () => void): Stepper {
	return {
		...(kernel.inPlace ? {warm: (plan, noise) => kernel.step(state, plan, noise)} : {}),
		step(plan, noise) {
			kernel.step(state, plan, noise);
			if (kernel.inPlace) swap();
		},
		read() {
			kernel.read(state);
			return state.current[0]!;
		},
	};
}
