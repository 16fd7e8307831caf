import test from 'ava';
import {glyphsOf} from '../../source/draw/glyphs.ts';
import {progressLine, progressText} from '../../source/draw/progress-line.ts';
import {widthOf} from '../../source/draw/text.ts';

const {braille, ascii} = glyphsOf;
const reading = {task: 'reading worm.csv', done: 62e6, total: 100e6, unit: 'B'};

test('what is done, how far, how fast and for how long yet', t => {
	t.is(progressLine(reading, 2, 100, braille), 'reading worm.csv ███████████████░░░░░░░░░ 62 % · 31 MB/s · 2 s left');
	t.is(progressLine(reading, 2, 100, ascii), 'reading worm.csv ###############......... 62 % - 31 MB/s - 2 s left');
	t.is(
		progressLine({task: 'building knn k 12', done: 250_000, total: 1e6, unit: 'nodes'}, 1, 100, braille),
		'building knn k 12 ██████░░░░░░░░░░░░░░░░░░ 25 % · 250 k nodes/s · 3 s left',
	);
	t.is(progressText(reading, 2), 'reading worm.csv: 62 %, 31 MB/s, 2 s left');
});

test('a rate comes when there is one, and times are as exact as they can be', t => {
	t.is(progressLine({...reading, done: 0}, 5, 100, ascii), `reading worm.csv ${'.'.repeat(24)} 0 %`);
	t.is(progressText(reading, 0.1), 'reading worm.csv: 62 %');
	const left = (total: number) => progressText({task: 't', done: 1, total, unit: 'rounds'}, 1).split(', ').at(-1);
	t.deepEqual([60.5, 62, 131, 3601, 3660].map(left), [
		'1 min 0 s left',
		'1 min 1 s left',
		'2 min 10 s left',
		'1 h 0 min left',
		'1 h 0 min left',
	]);
});

test('what nobody knows the end of has no bar: the time that it has taken, and a rate if something is counted', t => {
	t.is(
		progressLine({task: 'starting the engine', done: 0, total: 0, unit: ''}, 4.25, 80, braille),
		'starting the engine 4.3 s',
	);
	t.is(progressText({task: 'counting', done: 30, total: 0, unit: 'edges'}, 3), 'counting: 3.0 s, 10 edges/s');
});

test('a full bar is full, and more than all is all', t => {
	for (const done of [100e6, 101e6])
		t.regex(progressLine({...reading, done}, 2, 100, ascii), / #{24} 100 % - .* - 0 s left$/);
});

test('a row is never wider than there is room: the bar gets shorter, then rate and time go, then the bar, then the name', t => {
	const task = {...reading, task: 'reading 大きな\u001B[31mgraph.csv'};
	const rows = Array.from({length: 90}, (_, width) => progressLine(task, 2, width, braille));
	for (const [width, row] of rows.entries()) t.true(widthOf(row) <= width, `${width}: ${row}`);
	t.true(rows.every(row => !row.includes('\u001B')));
	t.regex(rows[60] ?? '', /█+░+ 62 % · 31 MB\/s · 2 s left$/);
	t.regex(rows[40] ?? '', /█+░+ 62 %$/);
	t.is(rows[9], 'reading …');
	t.is(rows[0], '');
});
