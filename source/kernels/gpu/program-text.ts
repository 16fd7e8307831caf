import type {Model, Variable} from '../../dynamics/model.ts';
import {callText, type FunctionText, functionText} from './function-text.ts';
import {free} from './held.ts';

/*
gpu.js compiles JavaScript text, and the number of variables and parameters differs from model to model, so the text is written
out for the model: positional scalars, 2-D access to tables (a flat index is inexact from 2²⁴ on), a loop with a constant bound
(GLSL ES 1.00 has no other). field.ts passes the arguments in the order in which they are named here.
*/

/** The texts of one model on one neighbour table. */
export interface ProgramText {
	/** The model's helpers and functions. */
	readonly functions: readonly FunctionText[];
	/** One exchange pass: (x0, coupling, p…) → x0 + coupling · Σ edge. Absent when there are no edges. */
	readonly exchange?: string;
	/** The last pass of variable 0: (x…, noise, stimulus, held, dt, u, coupling, noiseEach, noiseShared, noiseScale, noiseRate, stimulusScale, holding, p…). */
	readonly first: string;
	/** The last pass of the other variables, in order: (x…, dt, u, p…). */
	readonly others: readonly string[];
}

/**
The programs of a model on a table of this width, whose weights are all 1 when `unit`. Throws a configuration error when a
function of the model cannot be compiled.
*/
export function programText(model: Model, width: number, unit: boolean): ProgramText {
	const p = model.parameters.map((_, i) => `p${i}`);
	const helpers = Object.entries(model.helpers ?? {}).map(([name, each]) => functionText(each, name));
	const edge = functionText(model.edge, 'edge');
	const sum = width === 0 ? '' : sumText(edge, width, unit, p);
	const rates = model.variables.map((variable, v) => ({
		variable,
		v,
		rate: functionText(model.node[v] ?? noRate, `rate${v}`),
	}));
	const texts = rates.map(({variable, v, rate}) =>
		v === 0 ? firstText(model, variable, rate, sum, p) : otherText(model, variable, v, rate, p),
	);
	return {
		functions: [...helpers, edge, ...rates.map(each => each.rate)],
		first: texts[0] ?? '',
		others: texts.slice(1),
		...(sum ? {exchange: exchangeText(sum, p)} : {}),
	};
}

/** A variable without a function of its own stands still. */
const noRate = () => 0;

/** The coupling sum over the in-edges of a node, in CSR order, as `sum`. */
function sumText(edge: FunctionText, width: number, unit: boolean, p: readonly string[]): string {
	const weight = unit ? '1' : 'this.constants.weights[this.thread.x][k]';
	return `let sum = 0;
for (let k = 0; k < ${width}; k++) {
	const j = this.constants.sources[this.thread.x][k];
	if (j < 0) { break; }
	sum += ${callText(edge, ['a0', 'x0[j]', weight, ...p])};
}`;
}

function exchangeText(sum: string, p: readonly string[]): string {
	return `function (${['x0', 'coupling', ...p].join(', ')}) {
const a0 = x0[this.thread.x];
${sum}
return a0 + coupling * sum;
}`;
}

/** Variable 0: rate, coupling, noise and stimulus, added in the cpu's order; then what holds the node. */
function firstText(model: Model, bounds: Variable, rate: FunctionText, sum: string, p: readonly string[]): string {
	const noiseNames = ['noiseEach', 'noiseShared', 'noiseScale', 'noiseRate'];
	const scalars = ['dt', 'u', 'coupling', ...noiseNames, 'stimulusScale', 'holding'];
	const noise = model.noiseArgument ? ['noiseRate * xi'] : [];
	return `function (${[...stateNames(model), 'noise', 'stimulus', 'held', ...scalars, ...p].join(', ')}) {
${stateText(model)}
${sum}
const xi = noiseEach * noise[this.thread.x] + noiseShared;
let y = a0 + dt * ${callText(rate, [...valueNames(model), 'u', ...p, ...noise])};
${sum ? 'y += coupling * sum;' : ''}
${model.noiseArgument ? '' : 'y += noiseScale * xi;'}
y += stimulusScale * stimulus[this.thread.x];
const h = held[this.thread.x];
return (holding > 0 ? (h > ${free} ? h : ${clipText(bounds)}) : ${clipText(bounds)});
}`;
}

function otherText(model: Model, bounds: Variable, v: number, rate: FunctionText, p: readonly string[]): string {
	return `function (${[...stateNames(model), 'dt', 'u', ...p].join(', ')}) {
${stateText(model)}
const y = a${v} + dt * ${callText(rate, [...valueNames(model), 'u', ...p])};
return ${clipText(bounds)};
}`;
}

const stateNames = ({variables}: Model): string[] => variables.map((_, v) => `x${v}`);
const valueNames = ({variables}: Model): string[] => variables.map((_, v) => `a${v}`);
const stateText = ({variables}: Model): string =>
	variables.map((_, v) => `const a${v} = x${v}[this.thread.x];`).join('\n');

/** `y` within its bounds. Comparisons and not min and max, so that a value that is no number stays one and is found. */
function clipText({min, max}: Variable): string {
	const below = Number.isFinite(max) ? `(y > ${Math.fround(max)} ? ${Math.fround(max)} : y)` : 'y';
	return Number.isFinite(min) ? `(y < ${Math.fround(min)} ? ${Math.fround(min)} : ${below})` : below;
}
