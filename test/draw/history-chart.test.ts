import test from 'ava';
import fc from 'fast-check';
import {columnsPerCell, timeChart} from '../../source/draw/history-chart.ts';
import type {Columns} from '../../source/draw/history-columns.ts';
import {widthOf} from '../../source/draw/text.ts';
import {type ColourLevel, createTheme, type GlyphGrade} from '../../source/ui/theme.ts';

const columns = (mean: readonly number[], low = mean, high = mean): Columns => ({
	mean: Float64Array.from(mean),
	low: Float64Array.from(low),
	high: Float64Array.from(high),
});
const none: ReadonlySet<number> = new Set();
const look = (grade: GlyphGrade, level: ColourLevel = 0) => createTheme(grade, level);

test('braille: the line goes from one value to the next without a hole', t => {
	const drawn = timeChart(columns([0, 1, 2, 3, 4, 5, 6, 7]), {
		width: 4,
		height: 2,
		range: [0, 8],
		marks: none,
		look: look('braille'),
	});
	t.deepEqual(drawn, ['  ⡠⠊', '⡠⠊  ']);
	const steep = timeChart(columns([0, 7]), {width: 1, height: 2, range: [0, 8], marks: none, look: look('braille')});
	t.deepEqual(steep, ['⢸', '⡸']);
});

test('blocks: columns filled up to the mean, one row of braille too', t => {
	const room = {width: 4, height: 1, range: [0, 7] as const, marks: none};
	t.deepEqual(timeChart(columns([0, 2, 4, 6]), {...room, look: look('block')}), ['▁▃▅▇']);
	t.deepEqual(timeChart(columns([0, 2, 4, 6]), {...room, look: look('braille')}), ['▁▃▅▇']);
	t.is(columnsPerCell(look('braille'), 1), 1);
	t.is(columnsPerCell(look('braille'), 2), 2);
});

test('the band goes from the smallest to the largest value, the line stands before it', t => {
	const room = {width: 2, height: 4, range: [0, 8] as const, marks: none};
	const data = columns([3, 3, 3, 3], [0, 0, 3, 3], [7, 7, 3, 3]);
	t.deepEqual(timeChart(data, {...room, look: look('braille')}), ['░ ', '░ ', '⠒⠒', '░ ']);
	t.deepEqual(timeChart(columns([3, 3], [0, 3], [7, 3]), {...room, look: look('ascii')}), [': ', ': ', '**', ': ']);
	t.deepEqual(timeChart(columns([3, 3], [0, 3], [7, 3]), {...room, look: look('block')}), ['░ ', '░ ', '▄▄', '██']);
	const coloured = timeChart(data, {...room, look: look('braille', 2)});
	t.regex(coloured[0] ?? '', /^\u001B\[48;5;236m \u001B\[49m $/);
	t.notRegex(coloured.join(''), /░/);
});

test('a mark stands where nothing is drawn', t => {
	const room = {width: 3, height: 3, range: [0, 3] as const, marks: new Set([1])};
	t.deepEqual(timeChart(columns([0, 0, 0]), {...room, look: look('ascii')}), [' | ', ' | ', '***']);
	const gap = [0, Number.NaN, 0];
	t.deepEqual(timeChart(columns(gap), {...room, look: look('ascii')}), [' | ', ' | ', '*|*']);
});

test('any values give the rows and cells asked for', t => {
	const number = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, 1e308, -1e308, 0));
	const grades = fc.constantFrom<GlyphGrade>('braille', 'block', 'ascii');
	fc.assert(
		fc.property(
			fc.array(number, {maxLength: 60}),
			fc.array(number, {maxLength: 60}),
			grades,
			fc.constantFrom<ColourLevel>(0, 1, 2, 3),
			fc.tuple(fc.integer({min: 1, max: 30}), fc.integer({min: 1, max: 8})),
			(mean, band, grade, level, [width, height]) => {
				const rows = timeChart(columns(mean, band, mean), {
					width,
					height,
					range: [-1, 1],
					marks: new Set([2]),
					look: look(grade, level),
				});
				t.is(rows.length, height);
				for (const row of rows) t.is(widthOf(row), width);
				if (grade === 'ascii' && level === 0) t.regex(rows.join(''), /^[ -~]*$/);
			},
		),
	);
});
