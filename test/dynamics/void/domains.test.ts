import test from 'ava';
import {ConnectopError} from '../../../source/base/errors.ts';
import {domainModulation, domainSparsity, modulation} from '../../../source/dynamics/void/domains.ts';
import {voidModel} from '../../../source/dynamics/void/model.ts';
import {golden} from '../../base/golden.ts';

interface Inputs {
	readonly domain?: string;
	readonly target_sparsity_pct?: number | null;
	readonly call?: string;
}

interface Outputs {
	readonly target_sparsity_pct: number;
	readonly domain_modulation: number;
	readonly void_debt_ratio: number;
	readonly values: readonly number[];
	readonly domains: readonly string[];
	readonly [constant: string]: unknown;
}

const close = (a: number, b: number) => Math.abs(a - b) < 1e-15 * Math.max(1, Math.abs(b));

/** What the original took, silently, for a domain it did not know. */
const unknownPercent = 25;

for (const file of ['debt-modulation', 'adapter-fallback']) {
	test(`${file}: every domain and every target percentage; unknown domains are refused where the original guessed`, t => {
		const cases = golden<Inputs, Outputs>(file).filter(each => each.inputs.domain !== undefined);
		for (const {inputs, outputs} of cases) {
			const {domain = '', target_sparsity_pct: asked} = inputs;
			const {domain_modulation: expected} = outputs;
			const known = Object.hasOwn(domainSparsity, domain);
			if (typeof asked === 'number') t.true(close(modulation(asked), expected), domain);
			else if (known) t.true(close(domainModulation(domain), expected), domain);
			else {
				t.throws(() => domainModulation(domain), {instanceOf: ConnectopError});
				t.true(close(modulation(unknownPercent), expected), domain);
			}
			if ('target_sparsity_pct' in outputs) {
				t.is(asked ?? domainSparsity[domain] ?? unknownPercent, outputs.target_sparsity_pct);
				t.is(0.1 / 0.25, outputs.void_debt_ratio);
			}
		}
		t.is(cases.length, file === 'debt-modulation' ? 13 : 7);
	});
}

test('debt-modulation: the list of domains, in order, and the universal constants', t => {
	const cases = golden<Inputs, Outputs>('debt-modulation');
	const listed = cases.find(each => each.inputs.call === 'validate_modulation_consistency')?.outputs;
	t.deepEqual(Object.keys(domainSparsity), listed?.domains);
	Object.keys(domainSparsity).forEach((domain, i) => {
		t.true(close(domainModulation(domain), listed?.values[i] ?? Number.NaN), domain);
	});
	const constants = cases.find(each => each.inputs.call === 'get_universal_constants')?.outputs;
	const ours = Object.fromEntries(voidModel.parameters.map(each => [each.name, each.default]));
	t.deepEqual(
		{ALPHA: ours['alpha'], BETA: ours['beta'], F_REF: ours['fRef'], PHASE_SENS: ours['phaseSens']},
		{...constants},
	);
});

test('other constants change the debt ratio', t => {
	t.true(close(modulation(50, 0.5, 0.1), 1 + 0.25 / 0.2));
	t.is(modulation(0), 1);
	t.is(modulation(100), 3.5);
});

test('an unknown domain is one line that lists the six, inherited names included', t => {
	for (const name of ['biology', '', 'toString', '__proto__', 'QUANTUM']) {
		const error = t.throws(() => domainModulation(name), {instanceOf: ConnectopError});
		t.is(error.kind, 'usage');
		t.is(
			error.message,
			`domain "${name}" is unknown; use one of quantum, standard_model, dark_matter, biology_consciousness, cosmogenesis, higgs`,
		);
	}
});
