import {foreignFailure} from './foreign-failure.ts';
import type {Model} from './model.ts';

type Call<Arguments extends unknown[], Result> = (...args: Arguments) => Result;

/** The same function; what it throws is told with the user's file and line. */
export function guarded<Arguments extends unknown[], Result>(
	call: Call<Arguments, Result>,
	file: string,
): Call<Arguments, Result> {
	return (...args) => {
		try {
			return call(...args);
		} catch (error) {
			throw foreignFailure(error, file);
		}
	};
}

/**
A user's model whose functions are guarded where they are called once a tick or less. `node` and `edge` stay as they are: kernels compile them,
and look after them in their own loop.
*/
export function guardedModel(model: Model, file: string): Model {
	const {reactionBound, clock, noiseGain, observables, presets, cpuStep} = model;
	return {
		...model,
		initial: Object.fromEntries(Object.entries(model.initial).map(([name, start]) => [name, guarded(start, file)])),
		...(reactionBound ? {reactionBound: guarded(reactionBound, file)} : {}),
		...(clock ? {clock: guarded(clock, file)} : {}),
		...(noiseGain ? {noiseGain: guarded(noiseGain, file)} : {}),
		...(observables ? {observables: observables.map(each => ({...each, of: guarded(each.of, file)}))} : {}),
		...(cpuStep ? {cpuStep: guarded(graph => guarded(cpuStep(graph), file), file)} : {}),
		...(presets ? {presets: {...presets, values: guarded(presets.values, file)}} : {}),
	};
}
