import test from 'ava';
import {ConnectopError} from '../../../source/base/errors.ts';
import {generate} from '../../../source/connectome/topologies.ts';
import {deltaGdsp, deltaReVgsp} from '../../../source/dynamics/void/equations.ts';
import {voidModel} from '../../../source/dynamics/void/model.ts';
import {voidEquations} from '../../../source/dynamics/void/user-equations.ts';
import {fieldRun} from '../../kernels/field-run.ts';

const plain = {deltaReVgsp, deltaGdsp};
const taken = (exports: Readonly<Record<string, unknown>>) => voidEquations.with(voidModel, exports, 'mine.mjs');

for (const noise of ['none', 'shared', 'node'] as const) {
	for (const dt of [1, 0.5]) {
		test(`equations that copy the built-in law give the built-in field within 1e-6: noise ${noise}, dt ${dt}`, t => {
			const graph = generate('knn', 200, 12, 0);
			const own = fieldRun(voidModel, graph, {noise, dt});
			const mine = fieldRun(taken(plain), graph, {noise, dt});
			let farthest = 0;
			for (let tick = 0; tick < 200; tick++) {
				own.tick();
				mine.tick();
				own.field.forEach((value, i) => {
					farthest = Math.max(farthest, Math.abs(value - (mine.field[i] ?? Number.NaN)));
				});
			}
			t.true(farthest < 1e-6, String(farthest));
		});
	}
}

test('each function gets its arguments in the documented order', t => {
	const seen: number[][] = [];
	const record = (...args: number[]) => seen.push(args);
	const model = taken({deltaReVgsp: record, deltaGdsp: record});
	const [w, time, alpha, beta, modulation, diffusion, fRef, phaseSens, clocked, noise] = [
		1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
	];
	model.node[0]?.(w, time, alpha, beta, modulation, diffusion, fRef, phaseSens, clocked, noise);
	t.deepEqual(seen, [
		[w, time, alpha, fRef, phaseSens, clocked, modulation, noise],
		[w, time, beta, fRef, phaseSens, clocked, modulation],
	]);
});

test('universal constants become the defaults, under either spelling; other constants are left alone', t => {
	const value = (constants: unknown, name: string) =>
		taken({...plain, universalConstants: constants}).parameters.find(each => each.name === name)?.default;
	t.is(value({alpha: 0.5}, 'alpha'), 0.5);
	t.is(value({ALPHA: 0.5, F_REF: 0.1}, 'fRef'), 0.1);
	t.is(value({ALPHA: 0.5, planck: 1}, 'beta'), 0.1);
	t.is(value(undefined, 'phaseSens'), 0.5);
});

test('the module may bring its own domain modulation', t => {
	const model = taken({...plain, domainModulation: (name: string) => name.length});
	t.deepEqual(model.presets?.values('higgs'), {modulation: 5});
	t.deepEqual(taken(plain).presets?.values('higgs'), voidModel.presets?.values('higgs'));
	for (const given of [Number.NaN, 'much', undefined]) {
		const bad = taken({...plain, domainModulation: () => given});
		t.throws(() => bad.presets?.values('higgs'), {
			instanceOf: ConnectopError,
			message: `mine.mjs: domainModulation("higgs") gave ${String(given)}; it must give a finite number`,
		});
	}
});

test('what is missing or wrong is one line', t => {
	const line = (exports: Readonly<Record<string, unknown>>) =>
		t.throws(() => taken(exports), {instanceOf: ConnectopError}).message;
	t.regex(line({deltaReVgsp}), /^mine\.mjs: does not export deltaGdsp/);
	t.regex(line({deltaGdsp}), /^mine\.mjs: does not export deltaReVgsp/);
	t.regex(line({...plain, deltaGdsp: 3}), /^mine\.mjs: exports a number as deltaGdsp/);
	t.regex(line({...plain, domainModulation: 3}), /^mine\.mjs: exports a number as domainModulation/);
	t.regex(line({...plain, universalConstants: 3}), /^mine\.mjs: universalConstants must be an object of numbers/);
	t.is(
		line({...plain, universalConstants: {BETA: -1}}),
		'mine.mjs: universalConstants.BETA is -1; allowed is a number from 0 to 2',
	);
	t.is(
		line({...plain, universalConstants: {alpha: 'big'}}),
		'mine.mjs: universalConstants.alpha is big; allowed is a number from 0 to 2',
	);
});

test('a law that throws or is not finite stops the field', t => {
	const ring = generate('ring', 5, 2, 0);
	const throwing = fieldRun(
		taken({
			...plain,
			deltaGdsp: () => {
				throw new Error('no decay today');
			},
		}),
		ring,
	);
	t.throws(() => throwing.tick(), {instanceOf: ConnectopError, code: 'foreign-threw', message: /no decay today/});
	const infinite = fieldRun(taken({...plain, deltaGdsp: () => Number.POSITIVE_INFINITY}), ring);
	const error = t.throws(() => infinite.tick(), {instanceOf: ConnectopError});
	t.is(error.code, 'not-finite');
	t.is(error.kind, 'invalid');
	t.regex(error.message, /^mine\.mjs: W of node 0 became Infinity/);
});
