import test from 'ava';
import {type ColourLevel, createTheme, type Ground, grounds} from '../../source/ui/theme.ts';
import {type Colour, colourOf, contrast, leastDifference, numbered, visions} from './colour-vision.ts';

/** CIE 1976 differences that two meanings have at least, for every eye. */
const apart = 15;
const wellApart = 40;

const behind = (ground: Ground): Colour => (ground.startsWith('dark') ? [0, 0, 0] : [1, 1, 1]);
const richly: readonly ColourLevel[] = [2, 3];

for (const ground of grounds)
	for (const level of richly) {
		const {paint} = createTheme('braille', level, ground);
		const named = `${ground}, ${level === 2 ? '256 colours' : 'true colour'}`;

		test(`${named}: every text can be read, and levels stand out more the higher they are`, t => {
			for (const name of ['quiet', 'good', 'warn', 'bad', 'accent'] as const)
				t.true(contrast(colourOf(paint[name]), behind(ground)) >= 4.5, name);
			for (const code of paint.chart.series) t.true(contrast(numbered(code), behind(ground)) >= 3, `series ${code}`);
			const steps = paint.levels.map(each => contrast(colourOf(each), behind(ground)));
			t.deepEqual(
				steps,
				steps.toSorted((a, b) => a - b),
			);
			t.true(steps[0]! >= 1.4 && steps[4]! >= 7, steps.join());
		});

		test(`${named}: levels and lines of a chart differ for every eye`, t => {
			for (const vision of visions) {
				const levels = leastDifference(paint.levels.map(colourOf), vision);
				t.true(levels >= apart, `levels, ${vision}: ${levels}`);
				const series = leastDifference(paint.chart.series.map(numbered), vision);
				t.true(series >= wellApart, `series, ${vision}: ${series}`);
			}
		});

		test(`${named}: good, warn and bad differ`, t => {
			for (const vision of visions) {
				const least = leastDifference([paint.good, paint.warn, paint.bad].map(colourOf), vision);
				// Green, orange and red come close on a light ground, where each has to be dark: light-cvd is for that.
				const claimed = ground.endsWith('cvd') ? wellApart : ground === 'light' && vision !== 'normal' ? 10 : apart;
				t.true(least >= claimed, `${vision}: ${least}`);
			}
		});
	}

test('true colour shows the levels in the colours of viridis and cividis', t => {
	const first = (ground: Ground) =>
		createTheme('braille', 3, ground).paint.levels.map(level => /38;2;[\d;]+/.exec(level('x'))?.[0]);
	t.is(first('dark')[4], '38;2;253;231;37');
	t.is(first('light')[4], '38;2;68;1;84');
	t.is(first('dark-cvd')[4], '38;2;253;234;69');
	for (const ground of grounds) t.is(new Set(first(ground)).size, 5);
});

test('with 16 colours every level has another one, and no number of 256 is sent', t => {
	for (const ground of grounds) {
		const {paint} = createTheme('braille', 1, ground);
		const sent = [...paint.levels, paint.good, paint.warn, paint.bad].map(each => each('x'));
		t.is(new Set(sent.slice(0, 5)).size, 5);
		t.is(new Set(sent.slice(5)).size, 3);
		t.false(sent.some(each => /[34]8;/.test(each)));
		t.true([paint.chart.text, paint.chart.base, ...paint.chart.series].every(code => code >= 0 && code < 16));
	}
});

test('without colour nothing is styled', t => {
	for (const ground of grounds) {
		const {paint} = createTheme('ascii', 0, ground);
		t.is(
			paint.title('x') + paint.warn('x') + paint.track(' ') + paint.levels.map(level => level('x')).join(''),
			'xx xxxxx',
		);
	}
});
