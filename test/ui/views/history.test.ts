import test from 'ava';
import fc from 'fast-check';
import {widthOf} from '../../../source/draw/text.ts';
import type {HistorySlice} from '../../../source/run/past.ts';
import {type ColourLevel, createTheme, type GlyphGrade} from '../../../source/ui/theme.ts';
import {type HistoryContext, historyRows} from '../../../source/ui/views/history.ts';

const first = Date.parse('2026-11-21T10:00:00.000Z');
const names = ['meanWeight', 'activeEdges', 'cohesion', 'complexity', 'entropy', 'tickMs'];

/** Two hours, an entry a minute; after one hour the run was restored to its begin. */
function sliceOf(value: (minute: number) => number = minute => minute, entries = 120): HistorySlice {
	const minutes = Array.from({length: entries}, (_, at) => at);
	const mean = minutes.map(value);
	return {
		first,
		last: first + 119 * 60_000,
		at: minutes.map(minute => first + minute * 60_000),
		tick: minutes.map(minute => (minute % 60) * 600),
		epoch: minutes.map(minute => (minute < 60 ? 0 : 1)),
		series: Object.fromEntries(
			names.map(name => [name, {mean, low: mean.map(each => each - 1), high: mean.map(each => each + 1)}]),
		),
	};
}

const contextOf = (rest: Partial<HistoryContext> = {}): HistoryContext => ({
	width: 58,
	height: 32,
	theme: createTheme('braille', 0),
	variable: 'W',
	...rest,
});
const whole = {points: 360};
const stretch = {from: first + 57 * 60_000, to: first + 62 * 60_000, points: 360};

test('bounds and zoom are said, and that End goes back', t => {
	const rows = historyRows(sliceOf(), stretch, contextOf());
	t.regex(rows[0] ?? '', /^╭─ History, End = live ─+ ┊ restore ─╮$/);
	t.regex(rows[1] ?? '', /^│ 10:57:00 – 11:02:00, 5 min of 1 h 59 min +│$/);
	t.regex(rows.at(-1) ?? '', /← → scroll {2}< wider {2}> narrower {2}Home whole run/);
	const all = historyRows(sliceOf(), whole, contextOf());
	t.regex(all[1] ?? '', /10:00 – 11:59, whole run, 1 h 59 min/);
	const narrow = historyRows(sliceOf(), stretch, contextOf({width: 40, height: 6}));
	t.regex(narrow[0] ?? '', /^ History, End = live +$/);
	t.regex(narrow[1] ?? '', /^ 10:57 – 11:02, 5 min of 1 h 59 min +$/);
});

test('every measure has its chart with mean, smallest and largest value, over one axis of clock and tick', t => {
	const rows = historyRows(sliceOf(), stretch, contextOf());
	for (const label of ['mean W', 'active edges', 'components', 'complexity', 'entropy', 'tick ms'])
		t.is(rows.filter(row => row.includes(` ${label} `)).length, 1, label);
	const title = rows.find(row => row.includes('active edges')) ?? '';
	t.regex(title, /active edges +59 {2}56 … 63 │$/);
	const [clocks = '', ticks = ''] = rows.slice(-3);
	t.regex(clocks, /UTC +╰10:57 +╰10:58 +╰10:59 +╰11:00 +╰11:01 +│$/);
	// The tick goes back where the run was restored.
	t.regex(ticks, /tick +34,200 +34,800 +35,400 +0 +600 +│$/);
	t.is(ticks.indexOf('34,800'), clocks.indexOf('10:58'));
});

test('a restore is a line through every chart, in the cell of its time', t => {
	const rows = historyRows(sliceOf(), stretch, contextOf()).slice(1, -3);
	const marked = rows.flatMap(row => (row.includes('┊') ? [row.indexOf('┊')] : []));
	t.true(marked.length >= 6);
	t.is(new Set(marked).size, 1);
	const clocks = historyRows(sliceOf(), stretch, contextOf()).at(-3) ?? '';
	t.is(marked[0], clocks.indexOf('╰11:00'));
	const none = historyRows(sliceOf(), {...stretch, to: first + 59 * 60_000}, contextOf());
	t.notRegex(none.join(''), /┊|restore/);
});

test('what there is to say while nothing is known, measured, or measured there', t => {
	const empty: HistorySlice = {first: 0, last: 0, at: [], tick: [], epoch: [], series: {}};
	t.regex(historyRows(undefined, stretch, contextOf())[1] ?? '', /reading what was measured/);
	t.regex(historyRows(empty, whole, contextOf())[1] ?? '', /nothing was measured yet/);
	const pause = historyRows(sliceOf(), {from: first - 3e6, to: first - 2e6, points: 9}, contextOf({width: 90}));
	t.regex(pause[1] ?? '', /nothing was measured here/);
	const bare = historyRows({...sliceOf(), series: {}}, stretch, contextOf());
	t.is(bare.filter(row => row.includes('not measured')).length, names.length);
});

test('the band of one outlier does not press the line flat; the numbers tell of it', t => {
	const slice = sliceOf(() => 10);
	const tick = slice.series['tickMs'];
	const high = tick?.high.map((value, at) => (at === 60 ? 9999 : value)) ?? [];
	const rows = historyRows(
		{...slice, series: {...slice.series, ...(tick ? {tickMs: {...tick, high}} : {})}},
		whole,
		contextOf(),
	);
	const at = rows.findIndex(row => row.includes('tick ms'));
	t.regex(rows[at] ?? '', /10\.0 {2}9\.00 … 9,999/);
	t.notRegex(rows[at + 1] ?? '', /9,999/);
});

test('a window that is still being read shows what is known of it', t => {
	const moved = {from: first + 110 * 60_000, to: first + 130 * 60_000, points: 9};
	const rows = historyRows(sliceOf(), moved, contextOf({height: 17, width: 48}));
	const chart = rows.find(row => row.includes('entropy')) ?? '';
	t.regex(chart, /entropy +[⠀-⣿]{4,} +\d/);
});

test('every size, glyph and colour gives the rows and cells asked for', t => {
	const grades = fc.constantFrom<GlyphGrade>('braille', 'block', 'ascii');
	const number = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, 0, 1e300, null as unknown as number));
	const slices = fc
		.tuple(fc.array(number, {minLength: 1, maxLength: 50}), fc.boolean())
		.map(([values, missing]) => (missing ? undefined : sliceOf(at => values[at % values.length] ?? 0)));
	fc.assert(
		fc.property(
			slices,
			fc.record({from: fc.integer({min: -9e6, max: 9e6}), span: fc.integer({min: 0, max: 9e10})}),
			fc.tuple(fc.integer({min: 1, max: 200}), fc.integer({min: 0, max: 60})),
			grades,
			fc.constantFrom<ColourLevel>(0, 1, 2, 3),
			(slice, {from, span}, [width, height], grade, level) => {
				const window = {from: first + from, to: first + from + span, points: 9};
				const theme = createTheme(grade, level);
				const context = contextOf({width, height, theme, variable: 'W\u001B[2J世', focused: span % 2 === 0});
				const rows = historyRows(slice, window, context);
				t.is(rows.length, height);
				for (const row of rows) t.is(widthOf(row), width);
				if (grade === 'ascii' && level === 0) t.regex(rows.join(''), /^[ -~]*$/);
			},
		),
		{numRuns: 300},
	);
});
