import test from 'ava';
import fc from 'fast-check';
import {widthOf} from '../../../source/draw/text.ts';
import type {RecorderView} from '../../../source/run/recording/view.ts';
import {createTheme} from '../../../source/ui/theme.ts';
import {recordedRows} from '../../../source/ui/views/recorded.ts';

const theme = createTheme('braille', 0);
const view = (rest: Partial<RecorderView> = {}): RecorderView => ({
	name: 'W',
	spec: 'nodes=1,2 every=1t to=npy',
	what: 'W of 2 nodes every tick',
	file: 'records/W.npy',
	rows: 1234,
	bytes: 40_000,
	bytesAnHour: 1_000_000,
	lost: 0,
	tick: 1234,
	traces: [
		{label: 'W 1', values: [0.1, 0.2, 0.3]},
		{label: 'W 2', values: [0.3, null, 0.1]},
	],
	...rest,
});
const up = view({
	name: 'up',
	what: 'crossings',
	bytesAnHour: null,
	traces: [],
	crossings: {ticks: [1200, 1234], places: [0, 3], nodes: 4, labels: ['A', 'B', 'C', 'D']},
});
const context = {width: 60, height: 12, theme, focused: false, tick: 1234};

test('traces, rasters, rows and what an hour of them is', t => {
	const text = recordedRows([view(), up], context).join('\n');
	t.regex(text, /─ Recorded ─.* 2 recorders, 1\.0 MB an hour ─╮/);
	t.regex(text, /W W of 2 nodes every tick +1,234 rows, 1\.0 MB\/h/);
	t.regex(text, /W 1 +.* 0\.300 │/);
	t.regex(text, /│ +\S+ +0\.100 … 0\.300 │/);
	t.regex(text, /up crossings/);
	t.regex(text, /│ A [^\n]*\n/);
	t.regex(text, /│ D [^\n]*[⠁-⣿]/);
});

test('rows that were lost and a file that failed are told', t => {
	t.regex(recordedRows([view({lost: 12})], context).join('\n'), /12 lost/);
	t.regex(recordedRows([view({failed: 'W.npy: no space'})], context).join('\n'), /W\.npy: no space/);
	t.regex(recordedRows(undefined, context).join('\n'), /asking/);
	t.regex(recordedRows([], context).join('\n'), /nothing is recorded/);
	t.regex(
		recordedRows(
			Array.from({length: 9}, () => view()),
			context,
		).join('\n'),
		/and 4 more/,
	);
});

test('a single recorder has all of the panel for its traces', t => {
	const rows = recordedRows([view()], {...context, height: 20});
	const places = rows.flatMap((row, at) => (/│ W [12] /.test(row) ? [at] : []));
	t.deepEqual(places, [2, 10], 'eight rows each, and no more');
});

test('any number of recorders fits any panel', t => {
	fc.assert(
		fc.property(
			fc.nat(12),
			fc.integer({min: 30, max: 160}),
			fc.integer({min: 4, max: 50}),
			fc.boolean(),
			(n, width, height, ascii) => {
				const views = Array.from({length: n}, (_, i) => (i % 2 === 0 ? view() : up));
				const rows = recordedRows(views, {
					...context,
					width,
					height,
					theme: createTheme(ascii ? 'ascii' : 'braille', 0),
				});
				t.is(rows.length, height);
				for (const row of rows) t.is(widthOf(row), width);
			},
		),
	);
});
