import test from 'ava';
import fc from 'fast-check';
import {glyphsOf} from '../../source/draw/glyphs.ts';
import {rangeOf, sparkline} from '../../source/draw/sparkline.ts';

const {heights} = glyphsOf.block;

test('a rising series uses every height but the full one', t => {
	t.deepEqual(sparkline([0, 1, 2, 3, 4, 5, 6], {width: 7, heights}), ['▁▂▃▄▅▆▇']);
	t.deepEqual(sparkline([0, 6], {width: 2, height: 2, heights}), [' ▇', '▁█']);
	t.deepEqual(sparkline([0, 6, 6], {width: 2, height: 2, heights, dots: true}), ['⢰⡆', '⣸⡇']);
});

test('a gap stays a gap, and only the last values are shown', t => {
	t.deepEqual(sparkline([1, Number.NaN, 1], {width: 3, heights, range: [0, 1]}), ['▇ ▇']);
	t.deepEqual(sparkline([9, 9, 0, 1], {width: 2, heights}), ['▁▇']);
	t.deepEqual(sparkline([], {width: 3, heights}), ['   ']);
	t.deepEqual(sparkline([0, 1], {width: 4, heights: glyphsOf.ascii.heights}), [' *  ']);
});

test('a settled series is a calm line, not blown-up noise', t => {
	t.deepEqual(sparkline([0.6, 0.601, 0.599, 0.6], {width: 4, heights}), ['▃▃▃▃']);
	t.deepEqual(sparkline([0, 0, 0], {width: 3, heights}), ['▁▁▁']);
	t.deepEqual(rangeOf([]), [0, 1]);
	t.deepEqual(rangeOf([1, 3]), [1, 3]);
});

test('any values give the rows and cells asked for', t => {
	fc.assert(
		fc.property(
			fc.array(fc.double()),
			fc.integer({min: 0, max: 40}),
			fc.integer({min: 1, max: 4}),
			fc.boolean(),
			(values, width, height, dots) => {
				const rows = sparkline(values, {width, height, heights, dots});
				return rows.length === height && rows.every(row => row.length === width && !row.includes('undefined'));
			},
		),
	);
	t.pass();
});
