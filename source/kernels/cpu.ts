import type {Csr} from '../base/csr.ts';
import type {CpuStep, Model} from '../dynamics/model.ts';
import {genericCpuStep} from './cpu-generic.ts';
import type {Kernel} from './kernel.ts';

/** The kernel that is always there: the model's own step if it has one, else one made from its scalar functions. */
export function cpuKernel(model: Model, graph: Csr): Kernel {
	const step: CpuStep = model.cpuStep?.(graph) ?? genericCpuStep(model, graph);
	return {
		id: 'cpu',
		title: 'cpu',
		inPlace: true,
		step,
		read: nothing,
		write: nothing,
		dispose: nothing,
	};
}

/** The state never leaves the host's arrays. */
function nothing(): undefined {
	return undefined;
}
