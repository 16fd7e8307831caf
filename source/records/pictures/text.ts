import {ink} from './colours.ts';

/** Family name of the font that pictures are set in; the rasteriser brings its files. */
export const fontFamily = 'DejaVu Sans';

export interface TextStyle {
	/** Pixels. */
	readonly size: number;
	readonly anchor?: 'start' | 'middle' | 'end';
	readonly bold?: boolean;
	readonly fill?: string;
	/** Width in pixels that the text must fit; longer text is cut in the middle. */
	readonly within?: number;
}

/** One line of text with its baseline at (x, y). */
export function text(x: number, y: number, content: string, style: TextStyle): string {
	const {size, anchor = 'start', bold = false, fill = ink.plain, within} = style;
	const fitted = within === undefined ? content : shortened(content, within, size, bold);
	const weight = bold ? ' font-weight="700"' : '';
	return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" text-anchor="${anchor}"${weight} fill="${fill}">${escaped(fitted)}</text>`;
}

/** Cuts the middle out of a text that is wider than `within` pixels. */
export function shortened(content: string, within: number, size: number, bold = false): string {
	if (widthOf(content, size, bold) <= within) return content;
	const characters = Array.from(content);
	for (let kept = characters.length - 1; kept > 1; kept--) {
		const head = Math.ceil(kept / 2);
		const cut = `${characters.slice(0, head).join('')}…${characters.slice(characters.length - kept + head).join('')}`;
		if (widthOf(cut, size, bold) <= within) return cut;
	}
	return '…';
}

/** Width in pixels; exact for what we write ourselves, but for kerning, and an upper bound for other letters. */
export function widthOf(content: string, size: number, bold = false): number {
	let thousandths = 0;
	for (const character of content) {
		thousandths += advances[(character.codePointAt(0) ?? 0) - 32] ?? otherAdvances[character] ?? 1000;
	}
	return (thousandths / 1000) * size * (bold ? 1.12 : 1);
}

/** Makes text fit for XML 1.0, where control characters and lone surrogates are not allowed even when escaped. */
export const escaped = (content: string): string =>
	content
		.replace(/[\p{Cc}\p{Cs}\u{fffe}\u{ffff}]/gu, '\u{fffd}')
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');

/** A coordinate with at most two decimals. */
export const round = (value: number): number => Math.round(value * 100) / 100;

/** Advance widths of DejaVu Sans from space to ~, in thousandths of the size. */
const advances = [
	318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636,
	636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863,
	748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635,
	615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636,
	337, 636, 838,
];

const otherAdvances: Readonly<Record<string, number>> = {
	'·': 318,
	'−': 838,
	'×': 838,
	'≤': 838,
	'≥': 838,
	'–': 500,
	ᵢ: 179,
	ⱼ: 175,
};
