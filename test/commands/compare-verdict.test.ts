import test from 'ava';
import {comparisonText} from '../../source/commands/compare-text.ts';
import {commandText, differenceText, verdictText} from '../../source/commands/compare-verdict.ts';
import type {ComparedRun, Comparison, StatesCompared} from '../../source/run/compare/comparison.ts';
import {createTheme} from '../../source/ui/theme.ts';

const run = (id: string, lastTick: number): ComparedRun => ({
	id,
	directory: `/runs/${id}`,
	state: 'ended',
	firstTick: 0,
	lastTick,
	returns: 0,
});
const states: StatesCompared = {
	by: 'digests',
	from: 0,
	to: 500,
	compared: 501,
	equal: 501,
	lastEqual: 500,
	exact: true,
};
const equal: Comparison = {
	v: 1,
	verdict: 'equal',
	a: run('one', 500),
	b: run('two', 500),
	facts: [],
	settings: {start: [], end: []},
	commands: {a: 0, b: 0, differing: 0, acting: 0, first: []},
	states,
	metrics: {a: 0, b: 0, damaged: 0, at: 'nothing', metrics: [], curves: []},
	notes: [],
};
const differing = (change: Partial<StatesCompared>, more: Partial<Comparison> = {}): Comparison => ({
	...equal,
	verdict: 'different',
	states: {...states, equal: 200, lastEqual: 199, firstDiffering: 200, ...change},
	...more,
});
const command = {in: 'b', tick: 199, id: 'set', args: {name: 'dt', value: 0.5}, by: 'key', acts: true} as const;
const commands = {a: 0, b: 1, differing: 1, acting: 1, first: [command]};

test('equal runs, as far as both go', t => {
	t.is(verdictText(equal), 'equal: all 501 ticks, 0 to 500');
	t.is(verdictText({...equal, b: run('two', 1800)}), 'equal: all 501 ticks, 0 to 500; B has more, to 1,800');
	t.is(verdictText({...equal, states: {...states, compared: 3, equal: 3}}), 'equal: 3 ticks compared of 0 to 500');
});

test('the first tick that differs, and what it may come from', t => {
	t.is(verdictText(differing({})), 'equal until tick 199, first different at tick 200');
	t.is(
		verdictText(differing({}, {commands})),
		'equal until tick 199, first different at tick 200: set dt 0.5 before tick 200 in B alone',
	);
	const later = {...commands, first: [{...command, tick: 200}]};
	t.is(verdictText(differing({}, {commands: later})), 'equal until tick 199, first different at tick 200');
	const long = {...commands, first: [{...command, tick: 20, id: 'stimulus', args: {texts: ['a']}}, command]};
	t.regex(verdictText(differing({}, {commands: long})), /at tick 200: set dt 0\.5 before tick 200 in B alone$/);
	t.regex(
		verdictText(differing({firstDiffering: 150, lastEqual: 149}, {commands: long})),
		/at tick 150: stimulus \{"texts":\["a"\]\} before tick 21 in B alone$/,
	);
	const facts = [{name: 'seed', a: '1', b: '2'}];
	t.is(
		verdictText(
			differing({firstDiffering: 1, lastEqual: 0}, {facts, commands: {...commands, first: [{...command, tick: 0}]}}),
		),
		'equal until tick 0, first different at tick 1: they began with seed 1 and 2',
	);
	t.is(verdictText(differing({firstDiffering: 0})), 'different from the first tick, 0');
	t.is(
		verdictText(differing({firstDiffering: 300, lastEqual: 200, exact: false})),
		'different after tick 200, at tick 300 or before',
	);
	const pace = {start: [{name: 'hz', a: '10', b: '20'}], end: []};
	t.is(
		verdictText(differing({firstDiffering: 1, lastEqual: 0}, {settings: pace})),
		'equal until tick 0, first different at tick 1',
	);
});

test('commands are read as they are typed', t => {
	t.is(commandText({id: 'pause', args: {}}), 'pause');
	t.is(commandText({id: 'set', args: {name: 'dt', value: '0.5'}}), 'set dt 0.5');
	const values = {diffusion: 0.03, hz: 20};
	t.is(commandText({id: 'adjust', args: {values, preset: 'warm'}}), 'adjust preset warm: diffusion 0.03, hz 20');
	t.is(commandText({id: 'adjust', args: {values}}), 'adjust diffusion 0.03, hz 20');
	t.is(commandText({id: 'settings', args: {settings: {hz: 20}}}), 'all settings at once, as an undo puts them');
	t.is(commandText({id: 'excite', args: {node: 3}}), 'excite {"node":3}');
});

test('nothing to compare is said as it is', t => {
	const none: StatesCompared = {by: 'nothing', compared: 0, equal: 0, exact: false};
	t.is(verdictText({...equal, states: none}), 'no tick in common: A has 0 to 500, B 0 to 500');
	t.is(
		verdictText({...equal, states: {...none, from: 0, to: 9}}),
		'nothing of one tick is kept of both runs in ticks 0 to 9',
	);
	const {states: _states, ...rest} = equal;
	t.is(verdictText(rest), 'parameters, commands and metrics alone');
	t.is(differenceText(undefined), 'no common ticks');
});

test('settings that have not changed since are told once, and runs without commands as such', t => {
	const look = createTheme('ascii', 0);
	const change = [{name: 'dt', a: '1', b: '2'}];
	const text = (end: typeof change) =>
		comparisonText({...equal, settings: {start: change, end}}, {look, width: 80, metrics: []});
	t.regex(
		text(change),
		/\nSettings, at the start and now\n +A {2}B\n {2}dt {2}1 {2}2\n\nCommands\n {2}neither run was given any\n/,
	);
	t.regex(text([]), /\nSettings at the start\n +A {2}B\n {2}dt {2}1 {2}2\n\nCommands/);
	t.regex(text([{name: 'dt', a: '1', b: '3'}]), /at the start\n[^S]*\nSettings now\n/);
	t.notRegex(comparisonText(equal, {look, width: 80, metrics: []}), /Settings/);
});

test('what a file says is no escape sequence, and rows keep to the width', t => {
	const evil = '\u001B]0;x\u0007evil';
	const found = differing(
		{},
		{
			a: run(evil, 500),
			commands: {...commands, first: [{...command, args: {name: evil, value: 1}, by: evil}]},
			settings: {start: [{name: 'dt', a: evil, b: 'x'.repeat(200)}], end: []},
			notes: [evil, 'word '.repeat(60)],
		},
	);
	const text = comparisonText(found, {look: createTheme('ascii', 0), width: 60, metrics: []});
	t.notRegex(text, /[^\n -~]/);
	t.true(
		text.split('\n').every(row => row.length <= 64),
		text,
	);
});
