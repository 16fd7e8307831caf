import type {Csr} from '../../base/csr.ts';
import {diffusionSum, exchangePasses} from '../diffusion.ts';
import type {CpuStep, FieldState, StepPlan} from '../model.ts';

const f = Math.fround;

/**
The void field's step: logistic growth and decay on site, diffusion along the edges, noise, stimulus, clip to [0, 1].

Every operation is rounded to float32 in a fixed order: the bits are the same on every machine and Node version.
*/
export function voidCpuStep(graph: Csr): CpuStep {
	const sum = diffusionSum(graph);
	const exchange = exchangePasses(graph.n, sum);
	return (state, plan) => {
		const to = state.next[0]!;
		let from = state.current[0]!;
		if (plan.substeps > 1) from = exchange(from, to, plan.coupling, plan.substeps - 1);
		sum(from, to); // `to` holds the coupling sums until each is replaced by the node's new value
		advance(from, to, state, plan);
	};
}

function advance(from: Float32Array, to: Float32Array, {n, stimulus, noise}: FieldState, plan: StepPlan): void {
	const [alpha = 0, beta = 0, modulation = 0] = plan.p;
	const growth = f(alpha * modulation);
	const decay = f(beta * modulation);
	const rate = f(plan.dt * plan.u);
	const coupling = f(plan.coupling);
	const stimulusScale = f(plan.stimulusScale);
	const noiseScale = f(plan.noiseScale);
	const shared = noise.length === 1 ? f(noiseScale * noise[0]!) : 0;
	const each = noise.length > 1;
	for (let i = 0; i < n; i++) {
		const w = from[i]!;
		const law = f(f(f(growth * w) * f(1 - w)) - f(decay * w));
		let y = f(w + f(rate * law));
		y = f(y + f(coupling * to[i]!));
		y = f(y + (each ? f(noiseScale * noise[i]!) : shared));
		y = f(y + f(stimulusScale * stimulus[i]!));
		to[i] = y < 0 ? 0 : y > 1 ? 1 : y;
	}
}
