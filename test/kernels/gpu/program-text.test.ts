import test from 'ava';
import fc from 'fast-check';
import type {Csr} from '../../../source/base/csr.ts';
import {linearRateModel} from '../../../source/dynamics/linear-rate/model.ts';
import type {FieldState, Model, StepPlan} from '../../../source/dynamics/model.ts';
import {voidModel} from '../../../source/dynamics/void/model.ts';
import {genericCpuStep} from '../../../source/kernels/cpu-generic.ts';
import {neighbourTable} from '../../../source/kernels/gpu/neighbour-table.ts';
import {programText} from '../../../source/kernels/gpu/program-text.ts';
import {fieldOf} from './compare.ts';
import {anyGraph} from './graphs.ts';
import {fitzHughNagumo, smallModel} from './models.ts';

/*
The texts are JavaScript, so they can be run as they are, node by node, without a gpu: they must compute the cpu's step.
*/

const plan = (model: Model, substeps: number): StepPlan => ({
	dt: 0.3,
	u: 0.7,
	p: model.parameters.map(each => each.default),
	substeps,
	coupling: 0.01,
	noiseScale: 0.2,
	stimulusScale: 0.1,
	stimulusDecay: 0.9,
});

for (const model of [
	voidModel,
	linearRateModel,
	fitzHughNagumo,
	smallModel({noiseArgument: true, node: [(x, _u, rate, noise) => noise - rate * x]}),
]) {
	test(`the texts of ${model.id} compute the cpu's step`, t => {
		fc.assert(
			fc.property(anyGraph, fc.integer({min: 1, max: 3}), fc.boolean(), (graph, substeps, shared) => {
				const state = {...fieldOf(model, graph.n), noise: new Float32Array(shared ? 1 : graph.n)};
				state.noise.forEach((_, i) => {
					state.noise[i] = ((i * 37) % 11) / 11 - 0.5;
				});
				state.stimulus.fill(0.5);
				const got = runTexts(model, graph, state, plan(model, substeps));
				genericCpuStep(model, graph)(state, plan(model, substeps));
				state.next.forEach((values, v) => {
					values.forEach((value, i) => {
						t.true(
							Math.abs(value - (got[v]?.[i] ?? Number.NaN)) < 1e-5,
							`variable ${v} of node ${i}: ${got[v]?.[i]}, not ${value}`,
						);
					});
				});
			}),
			{numRuns: 40},
		);
	});
}

test('bounds that are infinite are left out', t => {
	const {others} = programText(fitzHughNagumo, 2, true);
	t.notRegex(others.join(), /Infinity|\?/);
	t.regex(programText(voidModel, 2, true).first, / : \(y < 0 \? 0 : \(y > 1 \? 1 : y\)\)\);/);
});

test('without edges nothing is summed', t => {
	const text = programText(voidModel, 0, true);
	t.is(text.exchange, undefined);
	t.notRegex(text.first, /sources/);
	t.notRegex(programText(voidModel, 4, true).first, /weights/);
});

type Values = ArrayLike<number>;

const limits = {maxTextureSize: 4096, maxElements: 2 ** 31, maxBytes: 2 ** 30};

/** One tick by the texts alone, in double precision. */
function runTexts(
	model: Model,
	graph: Csr,
	state: FieldState,
	{dt, u, p, substeps, coupling, noiseScale, stimulusScale}: StepPlan,
): Values[] {
	const table = neighbourTable(graph, limits);
	if ('reason' in table) throw new Error(table.reason);
	const text = programText(model, table.width, graph.unit);
	const rows = (values: Float32Array) =>
		Array.from({length: graph.n}, (_, i) => values.subarray(i * table.width, (i + 1) * table.width));
	const constants = {sources: rows(table.sources), weights: table.weights ? rows(table.weights) : []};
	const run = (source: string, ...args: readonly (number | Values)[]): number[] => {
		// oxlint-disable-next-line typescript/no-implied-eval -- the texts are what is tested
		const program = new Function(`${text.functions.map(each => each.text).join('\n')}\nreturn ${source};`)();
		return Array.from({length: graph.n}, (_, x) => program.apply({thread: {x}, constants}, args));
	};
	let x0: Values = state.current[0] ?? [];
	for (let pass = 1; text.exchange && pass < substeps; pass++) x0 = run(text.exchange, x0, coupling, ...p);
	const x = [x0, ...state.current.slice(1)];
	const each = state.noise.length > 1;
	const noise = [each ? 1 : 0, each ? 0 : (state.noise[0] ?? 0), noiseScale, noiseScale / dt];
	const nothing = new Float32Array(graph.n);
	const arrays = [...x, each ? state.noise : nothing, state.stimulus, nothing];
	const first = run(text.first, ...arrays, dt, u, coupling, ...noise, stimulusScale, 0, ...p);
	return [first, ...text.others.map(source => run(source, ...x, dt, u, ...p))];
}
