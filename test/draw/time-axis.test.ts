import test from 'ava';
import fc from 'fast-check';
import {clockText, dateText, labelText, placed, spanText, timeLabels} from '../../source/draw/time-axis.ts';

const at = (text: string) => Date.parse(text);
const corners = ['<', '>'] as const;
const labelled = (from: string, to: string, width: number) =>
	placed(timeLabels({from: at(from), to: at(to)}, width, corners), width);

test('dates and times of day are those of UTC', t => {
	const anyTime = fc.date({min: new Date('1970-01-01'), max: new Date('2400-01-01'), noInvalidDate: true});
	fc.assert(
		fc.property(anyTime, time => {
			t.is(dateText(time.getTime()), time.toISOString().slice(5, 10));
			t.is(clockText(time.getTime(), 1000), time.toISOString().slice(11, 19));
			t.is(clockText(time.getTime(), 60_000), time.toISOString().slice(11, 16));
			t.is(clockText(time.getTime(), 100), time.toISOString().slice(11, 21));
		}),
	);
});

test('a label at midnight is the date', t => {
	t.is(labelText(at('2026-11-21T00:00:00Z'), 3_600_000), '11-21');
	t.is(labelText(at('2026-11-21T00:00:00Z'), 1000), '00:00:00');
	t.is(labelText(at('2026-11-21T06:00:00Z'), 3_600_000), '06:00');
	t.is(labelText(at('2026-11-21T06:00:00Z'), 86_400_000), '11-21');
});

test('a stretch of time has at most two units, rounded to the smaller', t => {
	const said = [
		0, 400, 999, 1000, 45_000, 59_600, 60_000, 90_000, 300_000, 3_599_600, 5_400_000, 7_200_000, 273_600_000,
	];
	t.deepEqual(said.map(spanText), [
		'0.0 s',
		'0.4 s',
		'1 s',
		'1 s',
		'45 s',
		'1 min',
		'1 min',
		'1 min 30 s',
		'5 min',
		'1 h',
		'1 h 30 min',
		'2 h',
		'3 d 4 h',
	]);
	t.is(spanText(Number.NaN), '0.0 s');
});

test('labels stand at round times, the corner in the cell of the time', t => {
	t.is(labelled('2026-11-21T10:02:10Z', '2026-11-21T10:07:10Z', 40), '      <10:03  <10:04  <10:05  <10:06    ');
	t.is(labelled('2026-11-21T10:00:00Z', '2026-11-21T10:00:20Z', 40), '<10:00:00           <10:00:10  10:00:20>');
	t.is(labelled('2026-11-20T20:00:00Z', '2026-11-21T04:00:00Z', 24), '   <21:00   <11-21      ');
});

test('a label that would stand out at the right stands before its time', t => {
	t.is(labelled('2026-11-21T10:01:00Z', '2026-11-21T10:06:00Z', 15), '       10:05>  ');
	t.is(labelled('2026-11-21T10:01:00Z', '2026-11-21T10:06:00Z', 5), '     ');
});

test('labels never overlap and never stand out, whatever the stretch', t => {
	const time = fc.integer({min: 0, max: 4e12});
	fc.assert(
		fc.property(time, fc.integer({min: 0, max: 4e11}), fc.integer({min: 0, max: 300}), (from, span, width) => {
			const labels = timeLabels({from, to: from + span}, width, corners);
			let end = -2;
			for (const {at: shown, start, text} of labels) {
				t.true(start >= end + 1 && start + text.length <= width);
				t.true(shown >= from && shown <= from + span);
				end = start + text.length;
			}
			t.is(placed(labels, width).length, width);
			t.is(placed(labels, width).replaceAll(' ', ''), labels.map(({text}) => text).join(''));
		}),
	);
});
