import test from 'ava';
import fc from 'fast-check';
import {bodyHeight, checkpointPlan, split} from '../../../source/ui/views/body.ts';

const focus = fc.constantFrom(undefined, 0, 1);

test('panels fill the rows between header and keys, at every size', t => {
	fc.assert(
		fc.property(
			fc.integer({min: 40, max: 300}),
			fc.integer({min: 10, max: 100}),
			fc.boolean(),
			fc.boolean(),
			focus,
			(width, height, second, zoomed, focused) => {
				const rows = split(height, {second, zoomed, focus: focused});
				t.is(rows.first + rows.second, bodyHeight(height));
				t.true([rows.first, rows.second].every(each => each === 0 || each >= 4));
				const {list, detail} = checkpointPlan(width, height, {zoomed, focus: focused});
				const beside = list[1] > 0 && detail[1] > 0 && list[0] < width;
				t.is(beside ? list[0] + detail[0] : Math.max(list[0], detail[0]), width);
				t.is(beside ? Math.max(list[1], detail[1]) : list[1] + detail[1], bodyHeight(height));
			},
		),
	);
});

test('what has the focus is shown, alone when it is zoomed', t => {
	t.deepEqual(split(40, {second: true, zoomed: true, focus: 1}), {first: 0, second: 37});
	t.deepEqual(split(40, {second: true, zoomed: true, focus: undefined}), {first: 37, second: 0});
	t.deepEqual(checkpointPlan(80, 12, {zoomed: false, focus: 1}), {list: [80, 0], detail: [80, 9]});
	t.deepEqual(checkpointPlan(80, 12, {zoomed: false, focus: 0}), {list: [80, 9], detail: [80, 0]});
});
