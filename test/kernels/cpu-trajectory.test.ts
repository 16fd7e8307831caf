import test from 'ava';
import {csrFromPairs} from '../../source/connectome/csr.ts';
import {metricsOf} from '../../source/connectome/metrics.ts';
import {pairsOf} from '../../source/connectome/pairs.ts';
import {inStrength} from '../../source/dynamics/stability.ts';
import {voidCpuStep} from '../../source/dynamics/void/cpu-step.ts';
import {voidModel} from '../../source/dynamics/void/model.ts';
import {startSettings} from '../../source/run/settings.ts';
import {createPlanner} from '../../source/run/step-plan.ts';
import {farthest, golden} from '../base/golden.ts';

interface Inputs {
	readonly name: string;
	readonly N: number;
	readonly edges: readonly (readonly [number, number])[];
	readonly W0: readonly number[];
	readonly threshold: number;
	readonly steps: number;
	readonly sie_drive: number;
	readonly domain_modulation: number;
	readonly use_time_dynamics: boolean;
	readonly noise_per_step: number | readonly number[];
}

interface Outputs {
	readonly kept_steps: readonly number[];
	readonly W: readonly (readonly number[])[];
	readonly avg_weight: readonly number[];
	readonly active_synapses: readonly number[];
	readonly complexity_cycles: readonly number[];
	readonly connectome_entropy: readonly number[];
}

for (const {inputs, outputs} of golden<Inputs, Outputs>('trajectory50-fixed-graph')) {
	test(`trajectory50-fixed-graph: ${inputs.name}, W within 1e-6 and every metric of every step`, t => {
		const {N: n, threshold, noise_per_step: noise} = inputs;
		const graph = graphOf(n, inputs.edges);
		const measure = metricsOf(pairsOf(graph));
		const settings = startSettings(
			voidModel,
			{
				noise: typeof noise === 'number' ? 'none' : 'shared',
				parameters: {
					modulation: inputs.domain_modulation,
					diffusion: 0,
					timeDynamics: inputs.use_time_dynamics ? 1 : 0,
				},
			},
			undefined,
		);
		t.is(inputs.sie_drive, 1, 'a drive of the original that we do not have');
		const planner = createPlanner(voidModel, inStrength(graph), settings);
		const step = voidCpuStep(graph);
		let [current, next] = [Float32Array.from(inputs.W0), new Float32Array(n)];
		for (let s = 0; s <= inputs.steps; s++) {
			const kept = outputs.kept_steps.indexOf(s);
			if (kept >= 0) t.true(farthest(current, outputs.W[kept] ?? []) < 1e-6, `W after ${s} steps`);
			const found = measure(current, threshold);
			t.true(Math.abs(found.meanWeight - (outputs.avg_weight[s] ?? Number.NaN)) < 1e-6);
			t.is(found.activeEdges, outputs.active_synapses[s] ?? Number.NaN);
			t.is(found.complexity, outputs.complexity_cycles[s] ?? Number.NaN);
			t.true(Math.abs(found.entropy - (outputs.connectome_entropy[s] ?? Number.NaN)) < 1e-6);
			const noiseNow = typeof noise === 'number' ? new Float32Array(0) : Float32Array.of(noise[s] ?? 0);
			step({n, current: [current], next: [next], stimulus: new Float32Array(n), noise: noiseNow}, planner.at(s));
			[current, next] = [next, current];
		}
	});
}

function graphOf(n: number, edges: Inputs['edges']) {
	const both = [...edges, ...edges.map(([a, b]) => [b, a] as const)];
	return csrFromPairs(
		n,
		Int32Array.from(both, ([a]) => a),
		Int32Array.from(both, ([, b]) => b),
	);
}
