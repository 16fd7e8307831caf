import type {Csr} from '../../../source/base/csr.ts';
import type {Field, Model, NoiseDraw, StepPlan} from '../../../source/dynamics/model.ts';
import {cpuKernel} from '../../../source/kernels/cpu.ts';
import {stepOnHost} from '../../../source/kernels/gpu/kept-ticks.ts';
import type {HeldValues, Kernel} from '../../../source/kernels/kernel.ts';
import {fieldOf, largestDifference} from './compare.ts';

/** A model's plan with its defaults; diffusion, noise and stimulus on. */
export const planOf = ({parameters}: Model): StepPlan => ({
	dt: 1,
	u: 1,
	p: parameters.map(each => each.default),
	substeps: 2,
	coupling: 0.01,
	noiseScale: 0.02,
	stimulusScale: 0.25,
	stimulusDecay: 0.9,
});

export const noiseAt = (tick: number, kind: NoiseDraw['kind'] = 'node'): NoiseDraw => ({
	kind,
	seed: 3,
	tick,
	amplitude: 1,
});

/** The same ticks on a kernel and on the cpu, by hand. */
export function sideBySide(model: Model, graph: Csr, kernelOf: (field: Field) => Promise<Kernel>) {
	const [device, host] = [fieldOf(model, graph.n), fieldOf(model, graph.n)];
	const cpu = cpuKernel(model, graph);
	const plan = planOf(model);
	let tick = 0;
	let held: HeldValues = {nodes: new Int32Array(0), values: new Float32Array(0)};
	return kernelOf(device).then(kernel => ({
		kernel,
		device,
		host,
		ticks(count: number, kind: NoiseDraw['kind'] = 'node'): void {
			for (let i = 0; i < count; i++, tick++) {
				kernel.step(device, plan, noiseAt(tick, kind));
				stepOnHost(cpu, host, plan, noiseAt(tick, kind), held);
			}
		},
		/** Every third node of both is stimulated, as by a command. */
		stimulate(): void {
			kernel.read(device);
			for (let i = 0; i < graph.n; i += 3) device.stimulus[i] = host.stimulus[i] = 1 / (1 + (i % 5));
			kernel.write(device);
		},
		/** Nodes that both hold from the next tick on. */
		hold(nodes: readonly number[], values: readonly number[]): void {
			held = {nodes: Int32Array.from(nodes), values: Float32Array.from(values)};
			kernel.hold?.(held);
		},
		/** Largest difference of any value, after reading. */
		difference(): number {
			kernel.read(device);
			return largestDifference(host.current, device.current);
		},
	}));
}
