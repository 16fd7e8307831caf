import test from 'ava';
import fc from 'fast-check';
import {builtInModels} from '../../source/dynamics/models.ts';
import {formatValue, type ParameterInfo, parseValue, valueIn} from '../../source/run/parameter-info.ts';
import {liveParameters} from '../../source/run/parameters.ts';
import {startSettings} from '../../source/run/settings.ts';
import {nudged} from '../../source/ui/nudge.ts';

const every = builtInModels.flatMap(model => {
	const settings = startSettings(model, {}, undefined);
	return liveParameters(model).map(parameter => ({parameter, value: valueIn(parameter, settings)}));
});
const numeric = every.map(each => each.parameter).filter(({kind}) => kind === 'number' || kind === 'integer');
const named = (name: string): ParameterInfo => {
	const found = every.find(({parameter}) => parameter.name === name);
	if (!found) throw new Error(`no parameter ${name}`);
	return found.parameter;
};
const directions = fc.constantFrom(1, -1) as fc.Arbitrary<1 | -1>;

/** Any number that a parameter may be, those near 0 as often as the large ones. */
function numberOf({kind, min = -1e6, max = 1e6}: ParameterInfo): fc.Arbitrary<number> {
	const anywhere = fc.double({min, max, noNaN: true});
	const small = fc.double({min: -1e-3, max: 1e-3, noNaN: true}).map(each => Math.min(max, Math.max(min, each)));
	const value = fc.oneof(anywhere, small, fc.constantFrom(min, max));
	return kind === 'integer' ? value.map(each => Math.min(max, Math.max(min, Math.round(each)))) : value;
}

const anyParameter: fc.Arbitrary<ParameterInfo> = fc.oneof(
	fc.constantFrom(...numeric),
	fc
		.record({
			a: fc.double({min: -1e6, max: 1e6, noNaN: true}),
			b: fc.double({min: -1e6, max: 1e6, noNaN: true}),
			at: fc.double({min: 0, max: 1, noNaN: true}),
		})
		.filter(({a, b}) => Math.abs(a - b) > 1e-6)
		.map(({a, b, at}): ParameterInfo => {
			const [min, max] = [Math.min(a, b), Math.max(a, b)];
			const usual = Math.min(max, Math.max(min, min + at * (max - min)));
			return {name: 'x', title: 'x', unit: '', kind: 'number', min, max, default: usual, place: {parameter: 'x'}};
		}),
);

test('a nudge stays within the range and moves', t => {
	fc.assert(
		fc.property(
			anyParameter.chain(parameter => fc.tuple(fc.constant(parameter), numberOf(parameter))),
			directions,
			fc.boolean(),
			([parameter, value], direction, coarse) => {
				const next = nudged(parameter, value, {direction, coarse});
				const {min = -Infinity, max = Infinity} = parameter;
				if (next === undefined) return value === (direction > 0 ? max : min);
				const parsed = Number(parseValue(parameter, next)); // throws outside of the range
				return direction > 0 ? parsed > value : parsed < value;
			},
		),
		{numRuns: 2000},
	);
	t.pass();
});

test('there and back, with where it began as an anchor, is where it began', t => {
	fc.assert(
		fc.property(
			anyParameter.chain(parameter => fc.tuple(fc.constant(parameter), numberOf(parameter))),
			directions,
			fc.boolean(),
			fc.integer({min: 1, max: 8}),
			([parameter, value], direction, coarse, times) => {
				let [at, steps] = [value, 0];
				for (; steps < times; steps++) {
					const next = nudged(parameter, at, {direction, coarse}, [value]);
					if (next === undefined) break;
					at = Number(next);
				}
				for (let back = 0; back < steps; back++)
					at = Number(nudged(parameter, at, {direction: direction > 0 ? -1 : 1, coarse}, [value]));
				return at === value;
			},
		),
		{numRuns: 2000},
	);
	t.pass();
});

test('every parameter of every model moves from its default, by a step that fits its size', t => {
	for (const {parameter, value} of every) {
		const on = nudged(parameter, value, {direction: 1, coarse: false});
		const back = nudged(parameter, value, {direction: -1, coarse: false});
		const next = on ?? back;
		t.not(next, undefined, parameter.name);
		if (next === undefined || parameter.kind !== 'number') continue;
		const by = Math.abs(Number(next) - Number(value));
		if (Number(value) > 0)
			t.true(by <= Number(value) * 0.55, `${parameter.name} ${formatValue(parameter, value)} → ${next}`);
	}
});

test('steps are round: Hz by decades, a share by hundredths, coarse ones ten times as far', t => {
	const steps = (name: string, from: number, coarse = false, count = 5) => {
		const out: (number | string | undefined)[] = [];
		let at: number | string | undefined = from;
		while (out.length < count && at !== undefined) {
			at = nudged(named(name), Number(at), {direction: 1, coarse});
			out.push(at);
		}
		return out;
	};
	t.deepEqual(steps('hz', 10), [12, 15, 20, 25, 30]);
	t.deepEqual(steps('hz', 10, true), [20, 50, 100, 200, 500]);
	t.deepEqual(steps('hz', 800), [1000, undefined]);
	t.deepEqual(steps('threshold', 0.15), [0.16, 0.17, 0.18, 0.19, 0.2]);
	t.deepEqual(steps('threshold', 0.15, true, 2), [0.2, 0.3]);
	t.deepEqual(steps('noise-amplitude', 0.02, false, 2), [0.022, 0.024]);
	t.deepEqual(steps('audit-every', 0, false, 3), [1, 2, 3]);
	t.is(nudged(named('audit-every'), 1, {direction: -1, coarse: false}), 0);
});

test('choices go round, switches do not, intervals go along a clock and never is left alone', t => {
	const fine = (direction: 1 | -1) => ({direction, coarse: false});
	t.is(nudged(named('noise'), 'node', fine(1)), 'none');
	t.is(nudged(named('noise'), 'none', fine(-1)), 'node');
	t.is(nudged(named('domain'), 'custom', fine(-1)), named('domain').choices?.at(-1));
	const flag: ParameterInfo = {...named('hz'), kind: 'boolean'};
	t.is(nudged(flag, 0, fine(1)), 1);
	t.is(nudged(flag, 1, fine(1)), undefined);
	t.is(nudged(named('log-every'), {seconds: 1}, fine(1)), '2');
	t.is(nudged(named('log-every'), {seconds: 7}, fine(-1)), '5');
	t.is(nudged(named('log-every'), {ticks: 10}, fine(1)), '12t');
	t.is(nudged(named('log-every'), {ticks: 1}, fine(-1)), undefined);
	t.is(nudged(named('log-every'), undefined, fine(1)), undefined);
	t.is(formatValue(named('log-every'), parseValue(named('log-every'), '12t')), '12t');
});
