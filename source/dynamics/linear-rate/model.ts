import {streams} from '../../base/threefry.ts';
import type {Model} from '../model.ts';

/**
Linear rate units: dr/dt = (drive − r)/tau + gain · scale · Σ_j w_ij r_j, rates in [0, 1]. Inhibitory edges (w < 0) subtract.
(Dayan and Abbott, Theoretical Neuroscience, 7.4.)
*/
export const linearRateModel: Model = {
	id: 'linear-rate',
	title: 'linear rate units',
	variables: [{name: 'r', unit: '1', min: 0, max: 1, shown: [0, 1]}],
	parameters: [
		{name: 'tau', title: 'time constant', unit: 'tick', default: 10, min: 0.1, max: 1000},
		{name: 'gain', title: 'coupling gain', unit: '1/tick', default: 0.004, min: 0, max: 1},
		{name: 'drive', title: 'drive', unit: '1', default: 0.3, min: 0, max: 1},
	],
	node: [(r, _t, tau, _gain, drive) => (drive - r) / tau],
	edge: (_ri, rj, weight) => weight * rj,
	strength: 'gain',
	couplingNorm: 1,
	reactionBound: (tau = 1) => 1 / tau,
	wasm: {law: 'linear-rate', coupling: 'sums', numbers: ({dt, p: [tau = 1, , drive = 0]}) => [dt, drive, tau]},
	initial: {
		uniform: ([r], {uniform}) => {
			if (!r) return;
			for (let i = 0; i < r.length; i++) r[i] = uniform(streams.initial, i);
		},
		silent: ([r]) => {
			r?.fill(0);
		},
	},
	observables: [
		{
			name: 'saturated',
			title: 'saturated nodes',
			unit: '1',
			of: ([r]) => {
				let count = 0;
				for (const rate of r ?? []) if (rate >= 1) count++;
				return count;
			},
		},
	],
};
