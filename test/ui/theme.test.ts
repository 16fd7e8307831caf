import test from 'ava';
import {createTheme} from '../../source/ui/theme.ts';

/** Relative luminance of a colour of the 6 × 6 × 6 cube or the greys (WCAG 2). */
function luminance(code: number): number {
	const part = (of: number) => (of === 0 ? 0 : 55 + 40 * of);
	const at = code - 16;
	const rgb =
		code >= 232
			? Array(3).fill(8 + 10 * (code - 232))
			: [part(Math.floor(at / 36)), part(Math.floor(at / 6) % 6), part(at % 6)];
	const [red = 0, green = 0, blue = 0] = rgb.map(value =>
		value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
	);
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const contrast = (a: number, b: number) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
const codeOf = (paint: (text: string) => string) => Number(/38;5;(\d+)/.exec(paint('x'))?.[1]);

for (const [ground, light] of [
	['dark', 0],
	['light', 1],
] as const) {
	test(`on a ${ground} ground every text can be read, and levels stand out more the higher they are`, t => {
		const {paint} = createTheme('braille', 2, ground);
		for (const name of ['quiet', 'good', 'warn', 'bad', 'accent'] as const)
			t.true(contrast(luminance(codeOf(paint[name])), light) >= 4.5, name);
		const steps = paint.levels.map(level => contrast(luminance(codeOf(level)), light));
		t.deepEqual(
			steps,
			steps.toSorted((a, b) => a - b),
		);
		t.true(steps[0]! >= 1.5 && steps[4]! >= 7);
	});
}

test('without colour nothing is styled', t => {
	const {paint} = createTheme('ascii', 0);
	t.is(
		paint.title('x') + paint.warn('x') + paint.track(' ') + paint.levels.map(level => level('x')).join(''),
		'xx xxxxx',
	);
});
