import type {Model} from '../../../source/dynamics/model.ts';

/** FitzHugh–Nagumo: two variables, a cube of negative numbers, diffusion of the first. (FitzHugh, Biophys. J. 1, 1961.) */
export const fitzHughNagumo: Model = {
	id: 'fitzhugh-nagumo',
	title: 'FitzHugh–Nagumo',
	variables: [
		{name: 'v', unit: '1', min: -3, max: 3, shown: [-2, 2]},
		{name: 'w', unit: '1', min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY, shown: [-1, 2]},
	],
	parameters: [
		{name: 'a', title: 'a', unit: '1', default: 0.7, min: 0, max: 2},
		{name: 'b', title: 'b', unit: '1', default: 0.8, min: 0, max: 2},
		{name: 'epsilon', title: 'slowness', unit: '1', default: 0.08, min: 0, max: 1},
		{name: 'current', title: 'current', unit: '1', default: 0.5, min: 0, max: 2},
		{name: 'diffusion', title: 'diffusion', unit: '1', default: 0.02, min: 0, max: 1},
	],
	node: [
		(v, w, _u, _a, _b, _epsilon, current) => v - v ** 3 / 3 - w + current,
		(v, w, _u, a, b, epsilon) => epsilon * (v + a - b * w),
	],
	edge: (vi, vj, weight) => weight * (vj - vi),
	strength: 'diffusion',
	initial: {rest: state => state[0]?.fill(-1)},
};

/** A model of one variable and one parameter, with parts of it replaced. */
export function smallModel(parts: Partial<Model>): Model {
	return {
		id: 'small',
		title: 'small',
		variables: [{name: 'x', unit: '1', min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY, shown: [-1, 1]}],
		parameters: [{name: 'rate', title: 'rate', unit: '1', default: 0.5, min: 0, max: 1}],
		node: [(x, _u, rate) => -rate * x],
		edge: (xi, xj, weight) => weight * (xj - xi),
		initial: {zero: state => state[0]?.fill(0)},
		...parts,
	};
}
