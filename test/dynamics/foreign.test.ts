import test from 'ava';
import {ConnectopError} from '../../source/base/errors.ts';
import {generate} from '../../source/connectome/topologies.ts';
import {foreignModel} from '../../source/dynamics/foreign.ts';
import {foreignFailure, lineOf} from '../../source/dynamics/foreign-failure.ts';
import {requireFunction} from '../../source/dynamics/require-function.ts';

const good = {
	id: 'mine',
	variables: [{name: 'x', unit: '1', min: 0, max: 1, shown: [0, 1]}],
	parameters: [{name: 'rate', title: 'rate', unit: '1/tick', default: 0.5, min: 0, max: 1}],
	node: [(x: number, _t: number, rate: number) => -rate * x],
	edge: (xi: number, xj: number, weight: number) => weight * (xj - xi),
	strength: 'rate',
	initial: {zero: () => undefined},
};

test('a whole model is taken, under model or as the default export, and says where it is from', t => {
	for (const exports of [{model: good}, {default: good}]) {
		const model = foreignModel(exports, 'mine.mjs');
		t.is(model.origin, 'mine.mjs');
		t.is(model.title, 'mine', 'the id stands in for a title');
		t.is(model.node, good.node);
	}
	t.is(foreignModel({model: {...good, title: 'My model'}}, 'mine.mjs').title, 'My model');
});

const shownAs = (shown: unknown) => ({variables: [{...good.variables[0], shown}]});

const wrong: readonly (readonly [change: Readonly<Record<string, unknown>>, message: RegExp])[] = [
	[{id: 'no spaces allowed'}, /model\.id: must be a name of letters, digits, _ and -/],
	[{variables: []}, /model\.variables: holds 0 items; it must hold at least 1 \(/],
	[{variables: Array(5).fill(good.variables[0])}, /model\.variables: holds 5 items; it must hold at most 4 \(/],
	[{variables: good.variables[0]}, /model\.variables: must be a list, not an object \(/],
	[shownAs([0]), /model\.variables\.0\.shown: holds 1 item; it must hold at least 2 \(/],
	[shownAs([0, 1, 2]), /model\.variables\.0\.shown: holds 3 items; it must hold at most 2 \(/],
	[shownAs([0, '1']), /model\.variables\.0\.shown\.1: must be a finite number \(/],
	[shownAs(undefined), /model\.variables\.0\.shown: is missing; it must be a list \(/],
	[shownAs('0 to 1'), /model\.variables\.0\.shown: must be a list, not text \(/],
	[{variables: ['x']}, /model\.variables\.0: must be an object, not text \(/],
	[{id: undefined}, /model\.id: is missing; it must be text \(/],
	[{id: 5}, /model\.id: must be text, not a number \(/],
	[{title: null}, /model\.title: must be text, not null \(/],
	[{initial: undefined}, /model\.initial: is missing; it must be an object \(/],
	[{helpers: [Math.sin]}, /model\.helpers: must be an object, not a list \(/],
	[
		{variables: [{name: 'x', unit: '1', min: 0, max: 'one', shown: [0, 1]}]},
		/model\.variables\.0\.max: must be a finite number/,
	],
	[
		{parameters: [{name: 'rate', title: 'rate', unit: '', default: Number.NaN, min: 0, max: 1}]},
		/model\.parameters\.0\.default: must be a finite number/,
	],
	[{parameters: undefined}, /model\.parameters: is missing; it must be a list \(/],
	[{node: [3]}, /model\.node\.0: must be a function/],
	[{node: [good.node[0], good.node[0]]}, /model\.node must hold one function a variable, 1/],
	[{edge: undefined}, /model\.edge: must be a function/],
	[{strength: 'gain'}, /model\.strength: "gain" is no parameter of the model/],
	[
		{parameters: [{name: 'rate', title: 'rate', unit: '', default: 2, min: 0, max: 1}]},
		/model\.parameters\.0: its default must lie from min to max/,
	],
	[{reactionBound: 3}, /model\.reactionBound: must be a function/],
	[{clock: 'noon'}, /model\.clock: must be a function/],
	[{couplingNorm: 0}, /model\.couplingNorm: must be above 0/],
	[{observables: [{name: 'a', title: 'a', unit: ''}]}, /model\.observables\.0\.of: must be a function/],
	[
		{presets: {title: 'kind', names: [], default: 'a', values: () => ({})}},
		/model\.presets\.names: holds 0 items; it must hold at least 1 \(/,
	],
	[
		{presets: {title: 'kind', names: ['a'], default: 'b', values: () => ({})}},
		/model\.presets: its default must be one of its names \(/,
	],
	[{initial: {}}, /model\.initial: must hold at least one initial condition/],
];

for (const [change, message] of wrong) {
	test(`a model is refused in one line: ${message.source}`, t => {
		const error = t.throws(() => foreignModel({model: {...good, ...change}}, 'mine.mjs'), {
			instanceOf: ConnectopError,
		});
		t.is(error.kind, 'invalid');
		t.is(error.code, 'model');
		t.regex(error.message, message);
		t.regex(error.message, /^mine\.mjs: /);
		t.false(error.message.includes('\n'));
	});
}

test('a list is no model', t => {
	t.throws(() => foreignModel({model: []}, 'mine.mjs'), {
		message: 'mine.mjs: model: must be an object, not a list (docs/models.md)',
	});
});

test('a module without a model is refused', t => {
	for (const exports of [{}, {model: null}, {model: 'void'}]) {
		t.throws(() => foreignModel(exports, 'mine.mjs'), {
			message: 'mine.mjs: must export an object called model (docs/models.md)',
		});
	}
});

test('a missing function and one that is none are told apart', t => {
	t.is(requireFunction({f: Math.sin}, 'f', 'mine.mjs'), Math.sin);
	t.throws(() => requireFunction({}, 'f', 'mine.mjs'), {
		message: /^mine\.mjs: does not export f; it must export the function f/,
	});
	t.throws(() => requireFunction({f: 3}, 'f', 'mine.mjs'), {message: /^mine\.mjs: exports a number as f; it must/});
});

test('what a function of the user throws is named with file and line', t => {
	const thrown = new Error('no such thing');
	thrown.stack = `Error: no such thing\n    at law (file:///home/me/my+law.mjs?v=2:12:7)\n    at step (file:///x/kernel.js:9:1)`;
	t.is(lineOf(thrown, '/home/me/my+law.mjs'), ':12');
	t.is(lineOf(thrown, 'other.mjs'), '');
	t.is(lineOf('a string', 'my+law.mjs'), '');
	const failure = foreignFailure(thrown, 'my+law.mjs');
	t.is(failure.code, 'foreign-threw');
	t.is(failure.kind, 'invalid');
	t.is(failure.message, 'my+law.mjs:12: threw: no such thing');
	t.is(failure.cause, thrown);
	t.is(foreignFailure('oops', 'my.mjs').message, 'my.mjs: threw: oops');
	const ours = new ConnectopError('invalid', 'not-finite', 'ours');
	t.is(foreignFailure(ours, 'my.mjs'), ours);
});

test('whatever function of a model throws, file and line are named', t => {
	const fail = () => {
		throw new Error('broken\nover two lines');
	};
	const model = foreignModel(
		{
			model: {
				...good,
				initial: {zero: fail},
				reactionBound: fail,
				clock: fail,
				noiseGain: fail,
				cpuStep: () => fail,
				observables: [{name: 'a', title: 'a', unit: '', of: fail}],
				presets: {title: 'kind', names: ['a'], default: 'a', values: fail},
			},
		},
		'foreign.test.ts',
	);
	const ring = generate('ring', 4, 2, 0);
	const context = {graph: ring, x: ring.x, y: ring.y, parameters: {}, uniform: () => 0};
	const state = {n: 1, current: [], next: [], stimulus: new Float32Array(1), noise: new Float32Array(0)};
	const plan = {dt: 1, u: 0, p: [], substeps: 1, coupling: 0, noiseScale: 0, stimulusScale: 0, stimulusDecay: 1};
	const calls = [
		() => model.initial['zero']?.([], context),
		() => model.reactionBound?.(1),
		() => model.clock?.(1),
		() => model.noiseGain?.(1),
		() => model.cpuStep?.(ring)(state, plan),
		() => model.observables?.[0]?.of([]),
		() => model.presets?.values('a'),
	];
	for (const call of calls) {
		const error = t.throws(call, {instanceOf: ConnectopError, code: 'foreign-threw'});
		t.regex(error.message, /^foreign\.test\.ts:\d+: threw: broken$/);
	}
});
