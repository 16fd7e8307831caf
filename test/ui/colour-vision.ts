/** Kinds of colour vision. */
export const visions = ['normal', 'protanopia', 'deuteranopia', 'tritanopia'] as const;
export type Vision = (typeof visions)[number];

/** Colour parts: of a colour red, green and blue, linear, 0 … 1. */
export type Colour = readonly [number, number, number];

/** Linear RGB as it is seen, severity 1: Machado, Oliveira and Fernandes 2009, doi:10.1109/TVCG.2009.113. */
const matrices: Readonly<Record<Vision, readonly [Colour, Colour, Colour]>> = {
	normal: [
		[1, 0, 0],
		[0, 1, 0],
		[0, 0, 1],
	],
	protanopia: [
		[0.152286, 1.052583, -0.204868],
		[0.114503, 0.786281, 0.099216],
		[-0.003882, -0.048116, 1.051998],
	],
	deuteranopia: [
		[0.367322, 0.860646, -0.227968],
		[0.280085, 0.672501, 0.047413],
		[-0.01182, 0.04294, 0.968881],
	],
	tritanopia: [
		[1.255528, -0.076749, -0.178779],
		[-0.078411, 0.930809, 0.147602],
		[0.004733, 0.691367, 0.3039],
	],
};

/** The colour that a style gives to text, linear RGB; only of the 256 beyond the first 16, and exact ones. */
export function colourOf(paint: (text: string) => string): Colour {
	const painted = paint('x');
	const [, red, green, blue] = /38;2;(\d+);(\d+);(\d+)/.exec(painted) ?? [];
	if (red !== undefined) return linear([Number(red), Number(green), Number(blue)]);
	return numbered(Number(/38;5;(\d+)/.exec(painted)?.[1]));
}

/** A colour of the 6 × 6 × 6 cube or the greys, linear RGB. */
export function numbered(code: number): Colour {
	const part = (of: number) => (of === 0 ? 0 : 55 + 40 * of);
	const at = code - 16;
	const grey = 8 + 10 * (code - 232);
	return linear(
		code >= 232 ? [grey, grey, grey] : [part(Math.floor(at / 36)), part(Math.floor(at / 6) % 6), part(at % 6)],
	);
}

const linear = (rgb: Colour): Colour =>
	rgb.map(value =>
		value <= 0.04045 * 255 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
	) as unknown as Colour;

/** Relative luminance (WCAG 2). */
export const luminance = ([red, green, blue]: Colour): number => 0.2126 * red + 0.7152 * green + 0.0722 * blue;

/** Contrast of two colours, 1 … 21 (WCAG 2). */
export const contrast = (a: Colour, b: Colour): number => {
	const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
	return (light + 0.05) / (dark + 0.05);
};

/** How far apart two colours are for that vision: CIE 1976, in CIELAB under D65; 2.3 is just noticeable. */
export function difference(a: Colour, b: Colour, vision: Vision): number {
	const [first, second] = [a, b].map(colour => lab(seen(colour, vision)));
	return Math.hypot(...[0, 1, 2].map(i => (first?.[i] ?? 0) - (second?.[i] ?? 0)));
}

/** The least difference of two of these colours. */
export const leastDifference = (colours: readonly Colour[], vision: Vision): number =>
	Math.min(...colours.flatMap((a, i) => colours.slice(i + 1).map(b => difference(a, b, vision))));

const seen = (colour: Colour, vision: Vision): Colour =>
	matrices[vision].map(row =>
		Math.min(
			1,
			Math.max(
				0,
				row.reduce((sum, part, i) => sum + part * (colour[i] ?? 0), 0),
			),
		),
	) as unknown as Colour;

function lab([red, green, blue]: Colour): Colour {
	const f = (t: number) => (t > 216 / 24_389 ? Math.cbrt(t) : ((24_389 / 27) * t + 16) / 116);
	const x = f((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047);
	const y = f(0.2126729 * red + 0.7151522 * green + 0.072175 * blue);
	const z = f((0.0193339 * red + 0.119192 * green + 0.9503041 * blue) / 1.08883);
	return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
