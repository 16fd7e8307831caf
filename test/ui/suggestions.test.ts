import test from 'ava';
import fc from 'fast-check';
import {complete, describe, suggestions} from '../../source/ui/suggestions.ts';
import {around} from './surroundings.ts';

const names = (draft: string) => suggestions(draft, around).map(({name}) => name);

test('what starts with the draft comes first, then what holds it', t => {
	t.deepEqual(names('noise'), ['noise', 'noise-amplitude']);
	t.deepEqual(names('ever'), ['measure-every', 'audit-every', 'log-every', 'checkpoint-every', 'viz-every']);
	t.deepEqual(names('d').slice(0, 3), ['dt', 'domain', 'diffusion']);
	t.deepEqual(names('ALPHA 0.3'), ['alpha']);
	t.deepEqual(names(' alpha'), ['alpha']);
	t.deepEqual(names('nonsense'), []);
	t.is(names('').length, around.parameters.length);
});

test('tab completes a name as far as it is clear', t => {
	for (const [draft, completed] of [
		['alp', 'alpha '],
		['ALP', 'alpha '],
		[' alp', 'alpha '],
		['noi', 'noise'],
		['noise', 'noise'],
		['noise-', 'noise-amplitude '],
		['amplitude', 'noise-amplitude '],
		['ever', 'ever'],
		['nonsense', 'nonsense'],
		['', ''],
	] as const)
		t.is(complete(draft, around), completed, draft);
});

test('tab completes a value where there is a choice', t => {
	for (const [draft, completed] of [
		['noise s', 'noise shared'],
		['noise n', 'noise no'],
		['noise no', 'noise no'],
		['noise x', 'noise x'],
		['domain b', 'domain biology_consciousness'],
		['timeDynamics of', 'timeDynamics off'],
		['timedynamics ', 'timeDynamics o'],
		['alpha 0.', 'alpha 0.'],
	] as const)
		t.is(complete(draft, around), completed, draft);
});

test('completing keeps what was typed or makes more of it, and name and value are done after two presses', t => {
	const draft = fc.oneof(
		fc.string(),
		fc
			.constantFrom(...around.parameters.map(({name}) => name))
			.chain(name => fc.nat(name.length).map(end => name.slice(0, end))),
	);
	fc.assert(
		fc.property(draft, typed => {
			const completed = complete(typed, around);
			const again = complete(completed, around);
			t.is(complete(again, around), again);
			t.true(completed === typed || completed.trim().length >= typed.trim().length);
		}),
	);
});

test('a parameter is told with its value in force', t => {
	t.is(describe(around.parameters[0]!, around.settings), 'hz 10');
});
