import test from 'ava';
import {widthOf} from '../../source/draw/text.ts';
import {tracePoints, traceRows} from '../../source/draw/trace-row.ts';
import {createTheme} from '../../source/ui/theme.ts';

const look = createTheme('block', 0);

test('a label, the newest values and the last of them as a number', t => {
	const options = {width: 24, height: 1, label: 6, look};
	t.is(tracePoints(24, 6, look), 7);
	t.deepEqual(traceRows({label: 'W 12', values: [0, 1, 2, 3, 4, 5, 6]}, options), ['W 12   ▁▂▃▄▅▆▇      6.00']);
	t.deepEqual(traceRows({label: 'W of a long name', values: []}, options), ['W of …                  ']);
	t.regex(traceRows({label: 'W', values: [1, null, 1]}, options)[0] ?? '', /^W {6}\S \S/, 'what is no number is a gap');
});

test('rows have the width that was asked for', t => {
	for (const width of [18, 40, 77])
		for (const grade of ['braille', 'block', 'ascii'] as const)
			for (const row of traceRows(
				{label: 'W θ', values: [1, 2, 3]},
				{width, height: 2, label: 5, look: createTheme(grade, 0)},
			))
				t.is(widthOf(row), width);
});
