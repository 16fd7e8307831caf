import test from 'ava';
import {deltaGdsp, deltaReVgsp, timeFactor} from '../../../source/dynamics/void/equations.ts';
import {farthest, golden} from '../../base/golden.ts';

interface Inputs {
	readonly W: readonly number[];
	readonly t: number;
	readonly domain_modulation: number;
	readonly noise: number | readonly number[];
	readonly use_time_dynamics?: boolean;
	readonly alpha?: number;
	readonly beta?: number;
	readonly f_ref?: number;
	readonly phase_sens?: number;
	readonly dtype?: 'float32' | 'float64';
	readonly variant?: string;
}

type Outputs = Readonly<
	Partial<
		Record<'re_vgsp' | 'gdsp' | 'universal' | 'universal_HEAD' | 'universal_FIRST_COMMIT_STUB', readonly number[]>
	>
>;

/** Growth and decay of every node of a case. */
function deltas(inputs: Inputs) {
	const {W, t, domain_modulation: m, noise, alpha = 0.25, beta = 0.1, f_ref = 0.02, phase_sens = 0.5} = inputs;
	const clocked = inputs.use_time_dynamics === false ? 0 : 1;
	const noiseOf = (i: number) => (typeof noise === 'number' ? noise : (noise[i] ?? Number.NaN));
	const growth = W.map((w, i) => deltaReVgsp(w, t, alpha, f_ref, phase_sens, clocked, m, noiseOf(i)));
	const decay = W.map(w => deltaGdsp(w, t, beta, f_ref, phase_sens, clocked, m));
	return {growth, decay, both: growth.map((each, i) => each + (decay[i] ?? Number.NaN))};
}

test('void-deltas: every recorded case, in double precision', t => {
	const cases = golden<Inputs, Outputs>('void-deltas');
	for (const {inputs, outputs} of cases) {
		const {growth, decay, both} = deltas(inputs);
		const name = JSON.stringify(inputs);
		if (outputs.re_vgsp) t.true(farthest(growth, outputs.re_vgsp) < 1e-15, name);
		if (outputs.gdsp) t.true(farthest(decay, outputs.gdsp) < 1e-15, name);
		if (outputs.universal) t.true(farthest(both, outputs.universal) < 1e-15, name);
	}
	t.is(cases.length, 90);
});

test('adapter-fallback: every recorded case; the first stub was growth alone', t => {
	const cases = golden<Inputs, Outputs>('adapter-fallback').filter(each => 'W' in each.inputs);
	for (const {inputs, outputs} of cases) {
		const {growth, decay, both} = deltas(inputs);
		const name = JSON.stringify(inputs);
		const within = inputs.dtype === 'float32' ? 1e-6 : 1e-15;
		if (outputs.universal_FIRST_COMMIT_STUB) {
			t.true(farthest(growth, outputs.universal_FIRST_COMMIT_STUB) < within, name);
			continue;
		}
		t.true(farthest(growth, outputs.re_vgsp ?? []) < within, name);
		t.true(farthest(decay, outputs.gdsp ?? []) < within, name);
		t.true(farthest(both, outputs.universal_HEAD ?? []) < within, name);
	}
	t.is(cases.length, 14);
	t.is(cases.filter(each => each.outputs.universal_FIRST_COMMIT_STUB).length, 2);
});

test('the check values of the field at W 0.5', t => {
	const sum = (time: number, m: number) => deltas({W: [0.5], t: time, domain_modulation: m, noise: 0}).both[0] ?? 0;
	t.true(farthest([sum(0, 1), sum(12.5, 1), sum(37.5, 1), sum(0, 1.1)], [0.0125, 0.01875, 0.00625, 0.01375]) < 1e-15);
});

test('0 and 1 − beta/alpha are fixed points of every domain', t => {
	for (const m of [1, 1.1, 2.764]) {
		const {both} = deltas({W: [0, 0.6], t: 7, domain_modulation: m, noise: 0});
		t.true(farthest(both, [0, 0]) < 1e-16);
	}
});

test('time modulation swings between 1 − depth and 1 + depth, and is 1 when it is off', t => {
	t.is(timeFactor(0, 0.02, 0.5, 1), 1);
	t.true(Math.abs(timeFactor(12.5, 0.02, 0.5, 1) - 1.5) < 1e-15);
	t.true(Math.abs(timeFactor(37.5, 0.02, 0.5, 1) - 0.5) < 1e-15);
	t.is(timeFactor(12.5, 0.02, 0.5, 0), 1);
});
