import type {Csr} from '../base/csr.ts';
import {ConnectopError} from '../base/errors.ts';
import {foreignFailure} from '../dynamics/foreign-failure.ts';
import type {CpuStep, Model} from '../dynamics/model.ts';

/*
A model is scalar functions of positional numbers, and how many there are differs from model to model. A loop that spreads an
array into each call is ten times slower than one that names its arguments, so the loop is written out for the model and compiled.
The text is made of numbers and names of our own only; the model's functions come in as arguments.
*/

/**
One tick of any model: exchange passes of variable 0, then rates, coupling, noise and stimulus, then the bounds. Rounds to
float32 after every operation outside the model's functions and sums in CSR order.

Throws when a node's value is no finite number, naming node and variable.
*/
export function genericCpuStep(model: Model, graph: Csr): CpuStep {
	const names = model.variables.map(each => each.name);
	const make = new Function(
		'graph',
		'edge',
		'node',
		'bounds',
		'fail',
		loopText(model.variables.length, model.parameters.length, model.noiseArgument === true),
	);
	const bounds = model.variables.map(({min, max}) => [Math.fround(min), Math.fround(max)]);
	const step = make(graph, model.edge, model.node, bounds, (node: number, variable: number, value: number) => {
		const where = model.origin ?? model.id;
		throw new ConnectopError(
			model.origin ? 'invalid' : 'failed',
			'not-finite',
			`${where}: ${names[variable]} of node ${node} became ${value}; rates and couplings must be finite`,
		);
	}) as CpuStep;
	const {origin} = model;
	if (origin === undefined) return step;
	return (state, plan) => {
		try {
			step(state, plan);
		} catch (error) {
			throw foreignFailure(error, origin);
		}
	};
}

function loopText(variables: number, parameters: number, noiseArgument: boolean): string {
	const v = range(variables);
	const p = range(parameters).map(i => `p${i}`);
	const args = [...v.map(i => `a${i}`), 'u', ...p];
	const edge = ['x[i]', 'x[colIdx[e]]', 'weight[e]', ...p].join(', ');
	const rate = (i: number) =>
		`node${i}(${[...args, ...(noiseArgument && i === 0 ? ['noiseRate * xi'] : [])].join(', ')})`;
	return `
const f = Math.fround;
const {n, rowPtr, colIdx, weight} = graph;
const scratch = new Float32Array(n);
const sums = new Float32Array(n);
${v.map(i => `const node${i} = node[${i}], min${i} = bounds[${i}][0], max${i} = bounds[${i}][1];`).join('\n')}
return (state, plan) => {
	const dt = f(plan.dt), u = plan.u, c = f(plan.coupling), stimulusScale = f(plan.stimulusScale), noiseScale = f(plan.noiseScale);
	const noiseRate = plan.noiseScale / plan.dt;
	const noise = state.noise, stimulus = state.stimulus, each = noise.length > 1, shared = noise.length === 1 ? noise[0] : 0;
	${p.map((name, i) => `const ${name} = plan.p[${i}];`).join(' ')}
	${v.map(i => `const x${i} = state.current[${i}], y${i} = state.next[${i}];`).join(' ')}
	let x = x0;
	if (plan.substeps > 1) { scratch.set(x0); x = scratch; }
	for (let pass = 0; pass < plan.substeps; pass++) {
		for (let i = 0; i < n; i++) {
			let sum = 0;
			for (let e = rowPtr[i], end = rowPtr[i + 1]; e < end; e++) sum = f(sum + f(edge(${edge})));
			sums[i] = sum;
		}
		if (pass < plan.substeps - 1) for (let i = 0; i < n; i++) x[i] = f(x[i] + f(c * sums[i]));
	}
	for (let i = 0; i < n; i++) {
		const xi = each ? noise[i] : shared;
		const a0 = x[i]${v
			.slice(1)
			.map(i => `, a${i} = x${i}[i]`)
			.join('')};
		let y = f(a0 + f(dt * f(${rate(0)})));
		y = f(y + f(c * sums[i]));
		${noiseArgument ? '' : 'y = f(y + f(noiseScale * xi));'}
		y = f(y + f(stimulusScale * stimulus[i]));
		if (!(y - y === 0)) fail(i, 0, y);
		y0[i] = y < min0 ? min0 : y > max0 ? max0 : y;
${v
	.slice(1)
	.map(
		i =>
			`		y = f(a${i} + f(dt * f(${rate(i)})));\n		if (!(y - y === 0)) fail(i, ${i}, y);\n		y${i}[i] = y < min${i} ? min${i} : y > max${i} ? max${i} : y;`,
	)
	.join('\n')}
	}
};`;
}

const range = (count: number): number[] => Array.from({length: count}, (_, i) => i);
