import test from 'ava';
import {keyBar} from '../../source/ui/key-bar.ts';
import {helpItems, paletteItems} from '../../source/ui/picker-items.ts';
import {initialState} from '../../source/ui/state.ts';
import {createTheme} from '../../source/ui/theme.ts';
import {around, press} from './surroundings.ts';

const plainTheme = createTheme('braille', 0);

const why = 'the engine takes no stimuli';
const lacking = {...around, facts: {...around.facts, lacks: {stimulus: why, restore: why, branch: why}}};

test('a key for what the engine can not do says why, and does nothing', t => {
	for (const [key, command] of [
		['i', 'stimulus'],
		['b', 'branch'],
		['r', 'restore'],
	] as const) {
		const {state, effects} = press([key], initialState, lacking);
		t.deepEqual(effects, [], key);
		t.deepEqual([state.mode, state.notice], ['view', `${command}: ${why}`], key);
	}
});

test('palette and help show it dimmed with its reason, and choosing it says it', t => {
	for (const items of [paletteItems(lacking), helpItems('live', lacking)]) {
		const found = items.filter(each => each.lack !== undefined).map(each => each.head);
		for (const head of ['stimulus', 'branch', 'restore', 'i', 'b', 'r']) t.true(found.includes(head), head);
		t.false(found.includes('pause'));
		const item = items.find(each => each.id === 'command branch');
		const chosen = item?.choose({...initialState, mode: 'palette'}, lacking);
		t.deepEqual([chosen?.state.notice, chosen?.effects], [`branch: ${why}`, []]);
	}
	t.true(paletteItems(around).every(each => each.lack === undefined));
});

test('the last row leaves it out', t => {
	t.true(keyBar(initialState, {...around, width: 200}, plainTheme).includes('restore'));
	t.false(keyBar(initialState, {...lacking, width: 200}, plainTheme).includes('restore'));
});
