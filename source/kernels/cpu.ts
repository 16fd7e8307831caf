import type {Csr} from '../base/csr.ts';
import type {CpuStep, Model} from '../dynamics/model.ts';
import {decayStimulus} from '../dynamics/stimulus-decay.ts';
import {genericCpuStep} from './cpu-generic.ts';
import type {Kernel} from './kernel.ts';
import {noiseFor} from './noise.ts';
import {withoutSources} from './without-sources.ts';

/** The kernel that is always there: the model's own step if it has one, else one made from its scalar functions. */
export function cpuKernel(model: Model, graph: Csr): Kernel {
	const stepOn = (csr: Csr): CpuStep => model.cpuStep?.(csr) ?? genericCpuStep(model, csr);
	const whole = stepOn(graph);
	const draw = noiseFor(graph.n);
	let step = whole;
	return {
		id: 'cpu',
		title: 'cpu',
		inPlace: true,
		exact: true,
		step(field, plan, noise) {
			step({...field, noise: draw(noise)}, plan);
			decayStimulus(field.stimulus, plan.stimulusDecay);
		},
		silence(nodes) {
			step = nodes.length === 0 ? whole : stepOn(withoutSources(graph, nodes));
		},
		read: nothing,
		write: nothing,
		dispose: nothing,
	};
}

/** The state never leaves the host's arrays. */
function nothing(): undefined {
	return undefined;
}
