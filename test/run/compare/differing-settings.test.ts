import test from 'ava';
import {voidModel} from '../../../source/dynamics/void/model.ts';
import {differingSettings} from '../../../source/run/compare/differing-settings.ts';
import type {Settings} from '../../../source/run/protocol.ts';
import {startSettings} from '../../../source/run/settings.ts';

const usual = startSettings(voidModel, {}, undefined);
const between = (a: Partial<Settings>, b: Partial<Settings>) =>
	differingSettings('void', {...usual, ...a}, {...usual, ...b});

test('nodes that are held, conditions and recorders are told in the words that they are typed with', t => {
	const clamped = [
		{node: 5, value: 0.5},
		{node: 7, value: -1},
	];
	t.deepEqual(between({clamped}, {}), [{name: 'clamped', a: '5 = 0.5, 7 = -1', b: 'none'}]);
	t.deepEqual(between({silenced: [3, 4]}, {silenced: [3]}), [{name: 'silenced', a: '3, 4', b: '3'}]);
	const condition = {metric: 'cohesion', relation: '<', value: 5, ticks: 10} as const;
	t.deepEqual(between({}, {breakpoints: [{id: 1, ...condition, actions: ['pause', 'bell']}]}), [
		{name: 'breakpoints', a: 'none', b: 'cohesion < 5 for 10 ticks do pause bell'},
	]);
	const recorder = {name: 'W', spec: 'nodes=0-9 to=npy', rowBytes: 56};
	t.deepEqual(between({recorders: [recorder]}, {}), [{name: 'recorders', a: 'W: nodes=0-9 to=npy', b: 'none'}]);
});

test('parameters by the names that they are typed with; nothing where nothing differs', t => {
	t.deepEqual(between({}, {}), []);
	t.deepEqual(between({hz: 20}, {noise: 'none'}), [
		{name: 'hz', a: '20', b: '10'},
		{name: 'noise', a: 'node', b: 'none'},
	]);
	t.deepEqual(differingSettings(undefined, {hz: 10}, {hz: 10}), [], 'of an older run, without lists');
});
