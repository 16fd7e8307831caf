import type {Model} from '../model.ts';
import {voidCpuStep} from './cpu-step.ts';
import {domainModulation, domainSparsity} from './domains.ts';
import {timeFactor} from './equations.ts';
import {nucleate, uniformStart} from './initial.ts';
import {voidEquations} from './user-equations.ts';

/**
The void field: one variable W in [0, 1], logistic growth against decay, diffusion along the edges, all modulated by domain
and time. Fixed points without diffusion and noise: 0 (unstable) and 1 − beta/alpha = 0.6.
*/
export const voidModel: Model = {
	id: 'void',
	title: 'void field',
	variables: [{name: 'W', unit: '1', min: 0, max: 1, shown: [0, 0.6]}],
	parameters: [
		{name: 'alpha', title: 'growth', unit: '1/tick', default: 0.25, min: 0, max: 2},
		{name: 'beta', title: 'decay', unit: '1/tick', default: 0.1, min: 0, max: 2},
		{
			name: 'modulation',
			title: 'domain modulation',
			unit: '1',
			default: 1.1,
			min: 0,
			max: 10,
			flag: 'domain-modulation',
		},
		{name: 'diffusion', title: 'diffusion', unit: '1/tick', default: 0.02, min: 0, max: 10, flag: 'diffusion'},
		{name: 'fRef', title: 'time modulation frequency', unit: 'Hz', default: 0.02, min: 0, max: 10},
		{name: 'phaseSens', title: 'time modulation depth', unit: '1', default: 0.5, min: 0, max: 1},
		{
			name: 'timeDynamics',
			title: 'time dynamics',
			unit: '',
			default: 1,
			min: 0,
			max: 1,
			boolean: true,
			flag: 'use-time-dynamics',
			flagAlias: 'time-dynamics',
		},
	],
	node: [(w, u, alpha, beta, modulation) => (alpha * modulation * w * (1 - w) - beta * modulation * w) * u],
	edge: (wi, wj, weight) => weight * wj - Math.abs(weight) * wi,
	strength: 'diffusion',
	couplingNorm: 2,
	reactionBound: (alpha = 0, beta = 0, modulation = 0, _diffusion = 0, _fRef = 0, phaseSens = 0, timeDynamics = 0) =>
		Math.abs(alpha - beta) * modulation * (1 + (timeDynamics ? phaseSens : 0)),
	clock: (t, _alpha, _beta, _modulation, _diffusion, fRef = 0, phaseSens = 0, timeDynamics = 0) =>
		timeFactor(t, fRef, phaseSens, timeDynamics),
	noiseGain: u => u,
	initial: {uniform: uniformStart, nucleate},
	presets: {
		title: 'domain',
		names: Object.keys(domainSparsity),
		default: 'biology_consciousness',
		factor: 'modulation',
		values: name => ({modulation: domainModulation(name)}),
	},
	cpuStep: voidCpuStep,
	wasm: {
		law: 'void',
		coupling: 'differences',
		numbers: ({dt, u, p: [alpha = 0, beta = 0, modulation = 0]}) => [dt * u, alpha * modulation, beta * modulation],
	},
	equations: voidEquations,
};
