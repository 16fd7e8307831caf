import test from 'ava';
import fc from 'fast-check';
import {voidModel} from '../../../source/dynamics/void/model.ts';
import {harness} from '../nexus-harness.ts';

const sender =
	({nexus}: Pick<ReturnType<typeof harness>, 'nexus'>) =>
	(id: string, args: object = {}) =>
		nexus.apply({id, args: {...args}, by: 'key'});

test('all values are put in force at once, told in one line, and taken back by one undo', t => {
	const run = harness({neurons: 20});
	const send = sender(run);
	const first = run.nexus.settings;
	const values = {ALPHA: 0.4, hz: 20, 'log-every': '100t', noise: 'none'};
	const outcome = send('adjust', {values, preset: 'warm'});
	t.deepEqual(outcome, {
		ok: true,
		tick: 0,
		data: {
			changes: [
				{name: 'hz', before: 10, after: 20},
				{name: 'domain', before: 'biology_consciousness', after: 'biology_consciousness'},
				{name: 'alpha', before: 0.25, after: 0.4},
				{name: 'noise', before: 'node', after: 'none'},
				{name: 'log-every', before: '1', after: '100t'},
			].filter(each => each.before !== each.after),
		},
	});
	t.like(run.nexus.settings, {hz: 20, noise: 'none', logEvery: {ticks: 100}, parameters: {alpha: 0.4}});
	const message = () => run.said('event').at(-1)?.news.message;
	t.is(message(), 'preset warm: hz 10 → 20, alpha 0.25 → 0.4, noise node → none, log-every 1 → 100t');
	t.true(send('undo').ok);
	t.is(message(), 'undo: preset warm: hz 20 → 10, alpha 0.4 → 0.25, noise none → node, log-every 100t → 1');
	t.deepEqual(run.nexus.settings, first);
});

test('what is in force already is no change and leaves nothing to take back', t => {
	const run = harness({neurons: 20});
	const send = sender(run);
	t.true(send('adjust', {values: {hz: 10}, preset: 'warm'}).ok);
	t.is(run.said('event').at(-1)?.news.message, 'preset warm: every value is in force already');
	t.false(send('undo').ok);
});

test('a preset of the model comes before the parameters that it sets, whatever the order', t => {
	const names = voidModel.presets?.names ?? [];
	fc.assert(
		fc.property(
			fc.constantFrom(...names),
			fc.shuffledSubarray(['domain', 'modulation', 'hz'], {minLength: 3}),
			(preset, order) => {
				const run = harness({neurons: 20});
				const values: Record<string, string | number> = {domain: preset, modulation: 0.77, hz: 30};
				const outcome = sender(run)('adjust', {values: Object.fromEntries(order.map(name => [name, values[name]]))});
				const {settings} = run.nexus;
				return outcome.ok && settings.preset === 'custom' && settings.parameters['modulation'] === 0.77;
			},
		),
		{numRuns: 20},
	);
	t.pass();
});
