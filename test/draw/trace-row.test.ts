import test from 'ava';
import {widthOf} from '../../source/draw/text.ts';
import {traceRows} from '../../source/draw/trace-row.ts';
import {createTheme} from '../../source/ui/theme.ts';

const look = createTheme('block', 0);

test('a label, the newest values, the last of them as a number, and their range where there is room', t => {
	const options = {width: 24, height: 1, label: 6, look};
	t.deepEqual(traceRows({label: 'W 12', values: [0, 1, 2, 3, 4, 5, 6]}, options), ['W 12   ▁▂▃▄▅▆▇      6.00']);
	t.deepEqual(
		traceRows({label: 'W 12', values: [9, 9, 0, 1, 2, 3, 4, 5, 6]}, options),
		traceRows({label: 'W 12', values: [0, 1, 2, 3, 4, 5, 6]}, options),
		'the newest that fit',
	);
	t.deepEqual(traceRows({label: 'W of a long name', values: []}, options), ['W of …                  ']);
	t.regex(traceRows({label: 'W', values: [1, null, 1]}, options)[0] ?? '', /^W {6}\S \S/, 'what is no number is a gap');
	const below = traceRows({label: 'W 12', values: [0.5, null, 0.25, 0.75]}, {...options, width: 60, height: 3});
	t.regex(below[0] ?? '', /^W 12 {3}.* 0\.750$/);
	t.regex(below[1] ?? '', /^ {7}.* 0\.250 … 0\.750$/);
	t.regex(below[2] ?? '', / {17}$/);
	const [beside = ''] = traceRows({label: 'W 12', values: [-3, 0.5]}, {...options, width: 90});
	t.regex(beside, /^W 12 .* -3\.00 … 0\.500 {3}0\.500$/);
	t.notRegex(traceRows({label: 'W', values: [null]}, {...options, width: 90})[0] ?? '', /…|∞|Inf/);
	t.notRegex(
		traceRows({label: 'W', values: [9, ...Array<number>(20).fill(1)]}, {...options, width: 90, height: 2})[1] ?? '',
		/^.* 1\.00 … 1\.00$/,
		'all that is shown counts',
	);
});

test('rows have the width that was asked for', t => {
	for (const width of [18, 40, 60, 77, 120])
		for (const grade of ['braille', 'block', 'ascii'] as const)
			for (const row of traceRows(
				{label: 'W θ', values: [1, 2, 3]},
				{width, height: 2, label: 5, look: createTheme(grade, 0)},
			))
				t.is(widthOf(row), width);
});
