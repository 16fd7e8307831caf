import {ConnectopError} from '../../base/errors.ts';
import {guarded} from '../guard.ts';
import type {EquationsPort, Model, Parameter, Presets, ScalarFunction} from '../model.ts';
import {requireFunction} from '../require-function.ts';

const constantNames: Readonly<Record<string, readonly string[]>> = {
	alpha: ['alpha', 'ALPHA'],
	beta: ['beta', 'BETA'],
	fRef: ['fRef', 'F_REF'],
	phaseSens: ['phaseSens', 'PHASE_SENS'],
};

/**
The user's own equations in place of growth and decay: a module that exports `deltaReVgsp(w, t, alpha, fRef, phaseSens,
useTimeDynamics, domainModulation, noise)` and `deltaGdsp(w, t, beta, fRef, phaseSens, useTimeDynamics, domainModulation)`,
optionally `universalConstants` and `domainModulation(name)`. See docs/models.md.
*/
export const voidEquations: EquationsPort = {
	files: ['void-equations.mjs', 'void-equations.js', 'void-equations.ts'],
	with: withEquations,
};

function withEquations(model: Model, exports: Readonly<Record<string, unknown>>, file: string): Model {
	const growth = requireFunction(exports, 'deltaReVgsp', file) as ScalarFunction;
	const decay = requireFunction(exports, 'deltaGdsp', file) as ScalarFunction;
	const {clock: _clock, noiseGain: _noiseGain, cpuStep: _cpuStep, wasm: _wasm, ...base} = model;
	const presets = ownPresets(model, exports, file);
	return {
		...base,
		title: `${model.title}, equations of ${file}`,
		parameters: ownDefaults(model, exports['universalConstants'], file),
		helpers: {deltaReVgsp: growth, deltaGdsp: decay},
		noiseArgument: true,
		origin: file,
		node: [onSite(growth, decay)],
		...(presets ? {presets} : {}),
	};
}

const onSite =
	(deltaReVgsp: ScalarFunction, deltaGdsp: ScalarFunction): ScalarFunction =>
	(w, t, alpha, beta, modulation, _diffusion, fRef, phaseSens, timeDynamics, noise) =>
		deltaReVgsp(w, t, alpha, fRef, phaseSens, timeDynamics, modulation, noise) +
		deltaGdsp(w, t, beta, fRef, phaseSens, timeDynamics, modulation);

function ownDefaults(model: Model, constants: unknown, file: string): readonly Parameter[] {
	if (constants === undefined) return model.parameters;
	if (typeof constants !== 'object' || constants === null) {
		throw new ConnectopError(
			'invalid',
			'equations',
			`${file}: universalConstants must be an object of numbers, such as {alpha: 0.25}`,
		);
	}
	const given: Record<string, unknown> = {...constants};
	return model.parameters.map(parameter => {
		const name = constantNames[parameter.name]?.find(each => given[each] !== undefined);
		const value = name === undefined ? parameter.default : given[name];
		if (typeof value !== 'number' || !(value >= parameter.min && value <= parameter.max)) {
			throw new ConnectopError(
				'invalid',
				'equations',
				`${file}: universalConstants.${name} is ${String(value)}; allowed is a number from ${parameter.min} to ${parameter.max}`,
			);
		}
		return {...parameter, default: value};
	});
}

function ownPresets(model: Model, exports: Readonly<Record<string, unknown>>, file: string): Presets | undefined {
	if (exports['domainModulation'] === undefined || !model.presets) return undefined;
	const given = requireFunction(exports, 'domainModulation', file) as (name: string) => unknown;
	const domainModulation = guarded(given, file);
	return {
		...model.presets,
		values(name) {
			const value = domainModulation(name);
			if (typeof value === 'number' && Number.isFinite(value)) return {modulation: value};
			throw new ConnectopError(
				'invalid',
				'equations',
				`${file}: domainModulation("${name}") gave ${String(value)}; it must give a finite number`,
			);
		},
	};
}
