/** Ink of titles and labels, from strong to faint, on white. */
export const ink = {strong: '#1a1d21', plain: '#3d444d', faint: '#6b7480', rule: '#c9ced6', grid: '#eceff2'} as const;

/** Lines of a chart: two hues that stay apart for the colour-blind (Okabe and Ito). */
export const line = {first: '#0072b2', second: '#d55e00'} as const;

/**
Nine evenly spaced stops of viridis (Smith and van der Walt), reversed, for on white paper the darker colour reads as more, and paler
at the low end, so that quiet nodes stay in the background. Falls evenly in lightness: it survives greyscale and colour blindness.
*/
const stops = [
	'#e9e09a',
	'#b4d983',
	'#6cc67a',
	'#2bae81',
	'#21918c',
	'#2c728e',
	'#3b528b',
	'#472d7b',
	'#440154',
] as const;

/** The scale's colours as stops of an SVG gradient, from low to high. */
export const gradientStops: string = stops
	.map((colour, i) => `<stop offset="${i / (stops.length - 1)}" stop-color="${colour}"/>`)
	.join('');

/** The colour at a share in [0, 1] of the scale; below, above and NaN take the ends. */
export function colourAt(share: number): string {
	const at = Math.min(1, Math.max(0, share || 0)) * (stops.length - 1);
	const left = Math.min(stops.length - 2, Math.floor(at));
	const [from, to] = [channels(stops[left] ?? stops[0]), channels(stops[left + 1] ?? stops[0])];
	const mixed = from.map((channel, i) => Math.round(channel + ((to[i] ?? channel) - channel) * (at - left)));
	return `#${mixed.map(channel => channel.toString(16).padStart(2, '0')).join('')}`;
}

const channels = (hex: string): number[] => [1, 3, 5].map(i => Number.parseInt(hex.slice(i, i + 2), 16));
